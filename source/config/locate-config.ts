/**
 * Which configuration file is read. Never one from the current directory: a configuration runs commands, and a
 * directory that someone else fills must not decide which.
 */
import {statSync} from 'node:fs';
import {ConfigError} from '../domain/errors.ts';
import type {HostPaths} from './host-paths.ts';
import {configDirectory, pathsOf, resolvePath} from './host-paths.ts';

const SYSTEM_CONFIG = '/etc/jobtrack/config.yaml';

/** The user's own file: where `init` writes. */
export function userConfigPath(host: HostPaths): string {
  return pathsOf(host).join(configDirectory(host), 'config.yaml');
}

/**
 * The first that is there of: `--config`, `$JOBTRACK_CONFIG`, the user's file, the system's. Undefined when there is none.
 * Throws a ConfigError when a file that was named does not exist.
 */
export function locateConfig(
  named: string | undefined,
  host: HostPaths,
  workingDirectory: string,
): string | undefined {
  if (named) return existing(resolvePath(named, workingDirectory, host), '--config');
  const fromEnvironment = host.env.JOBTRACK_CONFIG;
  if (fromEnvironment)
    return existing(resolvePath(fromEnvironment, workingDirectory, host), '$JOBTRACK_CONFIG');
  const candidates = [userConfigPath(host), ...(host.platform === 'win32' ? [] : [SYSTEM_CONFIG])];
  for (const candidate of candidates) {
    if (isThere(candidate)) return candidate;
  }
  return undefined;
}

function existing(file: string, origin: string): string {
  if (isThere(file)) return file;
  throw new ConfigError(
    `${file}, named by ${origin}, does not exist; correct the path, or write one with \`jobtrack-tui init\``,
  );
}

/** A file that is there but must not be looked at is "there": reading it then says why it cannot be read. */
function isThere(file: string): boolean {
  try {
    statSync(file);
    return true;
  } catch (error) {
    return !(
      error instanceof Error &&
      'code' in error &&
      (error.code === 'ENOENT' || error.code === 'ENOTDIR')
    );
  }
}
