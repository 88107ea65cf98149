/**
 * What a package holds. `lib/` is laid out as the repository is, so that the launcher finds what it looks for, with the runtime
 * where it looks for one (findRuntime in bin/jobtrack-tui); `share/` as /usr/share is.
 */
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {formatBash} from '../../source/cli/completion/bash.ts';
import {formatFish} from '../../source/cli/completion/fish.ts';
import {formatZsh} from '../../source/cli/completion/zsh.ts';
import {formatManPage} from '../man-page.ts';
import type {Release} from '../release.ts';
import {ATOMIC_NAME, bundleLibatomic} from './bundle-libatomic.ts';
import {fetchRuntime} from './fetch-runtime.ts';
import {listLicences} from './list-licences.ts';
import type {PackageFile} from './package-file.ts';
import {moveInto, textFile} from './package-file.ts';
import {stripElf} from './strip-elf.ts';
import type {Target} from './targets.ts';
import {RUNTIME_VERSION, TARGETS} from './targets.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

export async function collectFiles(target: Target, release: Release): Promise<PackageFile[]> {
  const isWindows = target.name === 'win-x64';
  const starters = isWindows
    ? [repositoryFile('packaging/jobtrack-tui.cmd', 'jobtrack-tui.cmd')]
    : [
        repositoryFile('packaging/jobtrack-tui', 'bin/jobtrack-tui', true),
        repositoryFile('packaging/install.sh', 'install.sh', true),
        ...listFolder('packaging/systemd', 'share/systemd'),
        ...shareFiles(release),
      ];
  return [
    ...starters,
    ...moveInto('lib', [...programFiles(), ...addonFiles(target), ...(await runtimeFiles(target))]),
    ...(await documentationFiles()),
  ];
}

function programFiles(): PackageFile[] {
  return [
    repositoryFile('bin/jobtrack-tui', 'bin/jobtrack-tui', true),
    repositoryFile('bin/package.json', 'bin/package.json'),
    ...listFolder('dist', 'dist'),
  ];
}

/** The addon, and of its package what the bundle looks at (scripts/bundle-sqlite.ts). */
function addonFiles({addon}: Target): PackageFile[] {
  const folder = 'node_modules/better-sqlite3';
  const {name, version, license}: Record<string, string> = JSON.parse(readText(`${folder}/package.json`));
  const contents = readFileSync(path.join(root, folder, 'prebuilds', addon));
  return [
    textFile(`${folder}/package.json`, `${JSON.stringify({name, version, license}, null, 2)}\n`),
    {
      path: `${folder}/prebuilds/${addon}`,
      contents: addon.startsWith('linux') ? stripElf(contents) : contents,
    },
  ];
}

async function runtimeFiles({name, runtime}: Target): Promise<PackageFile[]> {
  const files = await fetchRuntime(runtime, [runtime.binary]);
  const binary = files.get(runtime.binary) ?? Buffer.alloc(0);
  if (name === 'win-x64') return [{path: `runtime/${runtime.binary}`, contents: binary}];
  return [
    {path: `runtime/${runtime.binary}`, contents: bundleLibatomic(stripElf(binary)), isExecutable: true},
    repositoryFile(`packaging/libatomic/${name}.so`, `runtime/bin/${ATOMIC_NAME}`),
  ];
}

function shareFiles(release: Release): PackageFile[] {
  return moveInto('share', [
    textFile('man/man1/jobtrack-tui.1', formatManPage(release)),
    textFile('bash-completion/completions/jobtrack-tui', formatBash()),
    textFile('zsh/site-functions/_jobtrack-tui', formatZsh()),
    textFile('fish/vendor_completions.d/jobtrack-tui.fish', formatFish()),
  ]);
}

/** The pages without their pictures, which are for a browser. */
async function documentationFiles(): Promise<PackageFile[]> {
  // Windows' package of Node has no licence; it is the same for all.
  const linux = TARGETS.find(({name}) => name === 'linux-x64');
  const licence = linux && (await fetchRuntime(linux.runtime, ['LICENSE'])).get('LICENSE');
  return moveInto('share/doc', [
    ...['README.md', 'CHANGELOG.md', 'LICENSE'].map(file => repositoryFile(file, file)),
    ...listFolder('docs', 'docs').filter(({path: file}) => !file.includes('/pictures/')),
    textFile('THIRD-PARTY-LICENCES', listLicences(String(licence), RUNTIME_VERSION)),
    repositoryFile('packaging/config.example.yaml', 'examples/config.yaml'),
    repositoryFile('packaging/jobtrack-tui.cron', 'examples/jobtrack-tui.cron'),
  ]);
}

function listFolder(folder: string, target: string): PackageFile[] {
  return readdirSync(path.join(root, folder), {recursive: true, withFileTypes: true})
    .filter(entry => entry.isFile())
    .map(entry =>
      path.relative(path.join(root, folder), path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'),
    )
    .map(file => repositoryFile(`${folder}/${file}`, `${target}/${file}`));
}

/** Text with the line ends that it has in the repository: git on Windows may have changed them. */
function repositoryFile(file: string, target: string, isExecutable = false): PackageFile {
  const contents = file.endsWith('.so') ? readFileSync(path.join(root, file)) : Buffer.from(readText(file));
  return {path: target, contents, ...(isExecutable && {isExecutable})};
}

function readText(file: string): string {
  return readFileSync(path.join(root, file), 'utf8').replaceAll('\r\n', '\n');
}
