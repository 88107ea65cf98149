/**
 * The way from a command line to a configuration: which file, whether it may be trusted, whether it changed. Imports
 * neither zod nor yaml: an unchanged configuration comes from the cache (see `config-cache.ts`). Reads synchronously: for a
 * dozen small calls the way through the thread pool costs a one-shot command more than the calls themselves.
 */
import type {BigIntStats} from 'node:fs';
import {closeSync, fstatSync, openSync, readFileSync} from 'node:fs';
import {ConfigError, errorMessage} from '../domain/errors.ts';
import {builtinEnvironments} from './builtin-config.ts';
import type {Config} from './config.ts';
import {
  buildFingerprint,
  identifyFile,
  isSettled,
  readCachedConfig,
  writeCachedConfig,
} from './config-cache.ts';
import {checkPermissions} from './config-permissions.ts';
import type {HostFinding} from './detect-host.ts';
import type {HostPaths} from './host-paths.ts';
import {cacheDirectory, defaultDatabasePath} from './host-paths.ts';
import {locateConfig} from './locate-config.ts';
import type {ReadContext} from './read-config.ts';

export type LoadRequest = {
  /** `--config`; absent = look in the usual places. */
  path?: string | undefined;
  host: HostPaths;
  workingDirectory: string;
  /** Who runs the program; absent on Windows, where nothing is checked. */
  uid: number | undefined;
  adapters: ReadContext['adapters'];
  /** Only asked for what a configuration names. */
  loadPlugins?: ReadContext['loadPlugins'];
  hostTimezone: string;
  /** The program's: another version reads the file anew. */
  version: string;
  /** The wall clock, to tell whether a file changed just now. */
  now: number;
  /** Looks at this host; only asked when there is no file. */
  detect(): Promise<HostFinding[]>;
};

/**
 * The configuration in force; without any file the built-in one, which watches this host and has no `path`. Throws a
 * ConfigError that lists every problem, says which file is missing, or how to mend its permissions.
 */
export async function loadConfig(request: LoadRequest): Promise<Config> {
  const file = locateConfig(request.path, request.host, request.workingDirectory);
  return file === undefined ? loadBuiltin(request) : loadFile(file, request);
}

async function loadFile(file: string, request: LoadRequest): Promise<Config> {
  const descriptor = openConfig(file, request.uid);
  try {
    const stats = fstatSync(descriptor, {bigint: true});
    if (!stats.isFile()) throw new ConfigError(`${file} is not a file; name a YAML file`);
    const fingerprint = buildFingerprint({...fingerprintParts(request), file}, stats);
    const config = await throughCache(request, file, fingerprint, isSettled(stats, request.now), () =>
      readFile(descriptor, stats, file, request),
    );
    return {...config, identity: identifyFile(stats)};
  } finally {
    closeSync(descriptor);
  }
}

async function loadBuiltin(request: LoadRequest): Promise<Config> {
  const findings = await request.detect();
  const fingerprint = buildFingerprint({...fingerprintParts(request), findings: JSON.stringify(findings)});
  return throughCache(request, 'built-in', fingerprint, true, async () => {
    const {readConfigValue} = await import('./read-config.ts');
    return readConfigValue(builtinEnvironments(findings, request.adapters), request);
  });
}

async function throughCache(
  request: LoadRequest,
  name: string,
  fingerprint: string,
  mayKeep: boolean,
  read: () => Promise<Config>,
): Promise<Config> {
  const cache = {directory: cacheDirectory(request.host), uid: request.uid};
  const cached = readCachedConfig(cache, name, fingerprint);
  if (cached) return cached;
  const config = await read();
  // A plugin's options and traits may change without the file.
  if (mayKeep && config.plugins === undefined) writeCachedConfig(cache, name, fingerprint, config);
  return config;
}

/** What the result depends on beside the file itself. */
function fingerprintParts({version, hostTimezone, host}: LoadRequest): Record<string, string> {
  return {
    version,
    hostTimezone,
    home: host.home,
    platform: host.platform,
    database: defaultDatabasePath(host),
  };
}

function openConfig(file: string, uid: number | undefined): number {
  try {
    checkPermissions(file, uid);
    return openSync(file, 'r');
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const remedy = 'make it readable for you, or name another with --config';
    throw new ConfigError(`cannot read ${file}: ${errorMessage(error)}; ${remedy}`, {cause: error});
  }
}

/** Far more than a fleet needs; a log that was named by mistake is not read into memory. */
const MAX_FILE_BYTES = 16n * 2n ** 20n;

async function readFile(
  descriptor: number,
  stats: BigIntStats,
  file: string,
  request: LoadRequest,
): Promise<Config> {
  if (stats.size > MAX_FILE_BYTES)
    throw new ConfigError(`${file} is larger than 16 MiB; name a configuration`);
  const text = readFileSync(descriptor, 'utf8');
  const {readConfigText} = await import('./read-config.ts');
  return readConfigText(text, file, request);
}
