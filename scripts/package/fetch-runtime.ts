import {execFileSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, readFileSync, rmSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {gunzipSync} from 'node:zlib';
import {unpackTar} from 'modern-tar';
import type {Target} from './targets.ts';
import {RUNTIME_VERSION} from './targets.ts';

const cache = fileURLToPath(new URL('../../node_modules/.cache/jobtrack-runtimes', import.meta.url));

/**
 * The wanted files of npm's package with Node for a platform, by their paths in it. Downloaded once by npm itself, so that its
 * registry, proxy and certificates count. Throws when the tarball is not the pinned one or lacks a file.
 */
export async function fetchRuntime(
  {package: name, integrity}: Target['runtime'],
  wanted: readonly string[],
): Promise<Map<string, Buffer>> {
  const tarball = path.join(cache, `${name}-${RUNTIME_VERSION}.tgz`);
  if (!existsSync(tarball)) download(`${name}@${RUNTIME_VERSION}`);
  const packed = readFileSync(tarball);
  const actual = `sha512-${createHash('sha512').update(packed).digest('base64')}`;
  if (actual !== integrity) {
    rmSync(tarball);
    throw new Error(
      `${name} ${RUNTIME_VERSION} has ${actual}, not ${integrity}: it was changed, or cut off on its way; try again`,
    );
  }
  const entries = await unpackTar(gunzipSync(packed), {
    filter: ({name: file}) => wanted.includes(inPackage(file)),
  });
  const files = new Map(entries.map(({header, data}) => [inPackage(header.name), Buffer.from(data ?? [])]));
  const lacking = wanted.filter(file => !files.has(file));
  if (lacking.length > 0) throw new Error(`${name} ${RUNTIME_VERSION} has no ${lacking.join(', ')}`);
  return files;
}

/** A tarball of npm has all its files in one folder. */
function inPackage(file: string): string {
  return file.slice(file.indexOf('/') + 1);
}

function download(specifier: string): void {
  mkdirSync(cache, {recursive: true});
  const npm = process.env.npm_execpath;
  if (!npm) throw new Error('start this with npm: npm run package');
  process.stderr.write(`downloading ${specifier}\n`);
  execFileSync(process.execPath, [npm, 'pack', specifier, '--silent', '--pack-destination', cache], {
    cwd: cache,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
