/**
 * Where files live on this host, by the XDG base directory specification (by %APPDATA% and %LOCALAPPDATA% on Windows).
 * Relative values of the XDG variables are ignored, as that specification demands.
 */
import path from 'node:path';

/** What the places depend on, read once at the edge. */
export type HostPaths = {
  env: Readonly<Record<string, string | undefined>>;
  home: string;
  platform: NodeJS.Platform;
};

const PROGRAM = 'jobtrack-tui';

export function configDirectory(host: HostPaths): string {
  return programDirectory(host, 'XDG_CONFIG_HOME', ['.config'], 'APPDATA', ['AppData', 'Roaming']);
}

function stateDirectory(host: HostPaths): string {
  return programDirectory(host, 'XDG_STATE_HOME', ['.local', 'state'], 'LOCALAPPDATA', ['AppData', 'Local']);
}

export function cacheDirectory(host: HostPaths): string {
  const directory = programDirectory(host, 'XDG_CACHE_HOME', ['.cache'], 'LOCALAPPDATA', [
    'AppData',
    'Local',
  ]);
  // On Windows state and cache share a place.
  return host.platform === 'win32' ? path.win32.join(directory, 'cache') : directory;
}

export function defaultDatabasePath(host: HostPaths): string {
  return pathsOf(host).join(stateDirectory(host), 'jobtrack.db');
}

/** Makes a written path absolute: `~` is the home directory, a relative path is taken from `base`. */
export function resolvePath(written: string, base: string, host: HostPaths): string {
  const paths = pathsOf(host);
  if (written === '~' || /^~[/\\]/.test(written)) return paths.join(host.home, written.slice(1));
  return paths.resolve(base, written);
}

export function pathsOf({platform}: Pick<HostPaths, 'platform'>): typeof path.posix {
  return platform === 'win32' ? path.win32 : path.posix;
}

function programDirectory(
  host: HostPaths,
  xdgName: string,
  xdgDefault: readonly string[],
  windowsName: string,
  windowsDefault: readonly string[],
): string {
  const paths = pathsOf(host);
  const isWindows = host.platform === 'win32';
  const given = host.env[isWindows ? windowsName : xdgName];
  const base =
    given && paths.isAbsolute(given)
      ? given
      : paths.join(host.home, ...(isWindows ? windowsDefault : xdgDefault));
  return paths.join(base, PROGRAM);
}
