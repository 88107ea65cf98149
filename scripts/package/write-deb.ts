/**
 * A Debian package (deb(5), deb-control(5)), written here rather than by dpkg-deb, which Windows does not have. It carries the
 * same files as the archive, below /opt/jobtrack-tui/package, and its scripts have install.sh do what it does from an archive:
 * versions side by side, so that a failed upgrade leaves the one before in use, which dpkg by itself cannot do.
 */
import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {constants, zstdCompressSync} from 'node:zlib';
import type {Release} from '../release.ts';
import type {PackageFile} from './package-file.ts';
import {moveInto, textFile} from './package-file.ts';
import {writeAr} from './write-ar.ts';
import {writeGzip} from './write-gzip.ts';
import {writeTar} from './write-tar.ts';

const CARRIED = 'opt/jobtrack-tui/package';
/** dpkg compresses with it too. Debian reads zstd from 12 on, Ubuntu from 18.04. */
export const ZSTD_LEVEL = 19;
const SCRIPTS = ['postinst', 'prerm', 'postrm'];

/** `files` are the archive's. */
export async function writeDeb(
  files: readonly PackageFile[],
  architecture: string,
  release: Release,
  level = ZSTD_LEVEL,
): Promise<Buffer> {
  const data = [...moveInto(CARRIED, files), ...systemFiles(files, release)];
  const control = [
    textFile('control', formatControl(data, architecture, release)),
    textFile('md5sums', formatSums(data)),
    ...SCRIPTS.map(name => textFile(name, readScript(name), true)),
  ];
  const params = {[constants.ZSTD_c_compressionLevel]: level};
  const members = [
    {name: 'debian-binary', contents: Buffer.from('2.0\n')},
    {name: 'control.tar.gz', contents: writeGzip(await writeTar(dotted(control), release.epoch))},
    {name: 'data.tar.zst', contents: zstdCompressSync(await writeTar(dotted(data), release.epoch), {params})},
  ];
  return writeAr(members, release.epoch);
}

/** dpkg expects every path to begin with `./`. */
function dotted(files: readonly PackageFile[]): PackageFile[] {
  return moveInto('.', files);
}

/** What Debian wants where it looks for it. The program itself is found through `current`, which install.sh makes. */
function systemFiles(files: readonly PackageFile[], release: Release): PackageFile[] {
  const shared = files.filter(({path}) => /^share\/(?:bash-completion|zsh|fish)\//.test(path));
  const zsh = (path: string): string => path.replace('zsh/site-functions', 'zsh/vendor-completions');
  return [
    {path: 'usr/bin/jobtrack-tui', linksTo: '/opt/jobtrack-tui/current/bin/jobtrack-tui'},
    ...shared.map(file => ({...file, path: `usr/${zsh(file.path)}`})),
    ...select(files, /^share\/systemd\//, 'usr/lib/systemd/system'),
    ...select(files, /^share\/man\//, 'usr/share/man/man1').map(compress),
    ...select(files, /CHANGELOG\.md$/, 'usr/share/doc/jobtrack-tui').map(compress),
    textFile('usr/share/doc/jobtrack-tui/copyright', COPYRIGHT.replace('VERSION', release.version)),
  ];
}

const COPYRIGHT = `jobtrack-tui VERSION is under the MIT licence: /${CARRIED}/share/doc/LICENSE
What it bundles (Node.js, SQLite and JavaScript packages): /${CARRIED}/share/doc/THIRD-PARTY-LICENCES
`;

function select(files: readonly PackageFile[], pattern: RegExp, folder: string): PackageFile[] {
  return files
    .filter(({path}) => pattern.test(path))
    .map(file => ({...file, path: `${folder}/${file.path.split('/').at(-1)}`}));
}

function compress(file: PackageFile): PackageFile {
  if ('linksTo' in file) return file;
  return {...file, path: `${file.path}.gz`, contents: writeGzip(file.contents)};
}

function formatControl(files: readonly PackageFile[], architecture: string, {version}: Release): string {
  const bytes = files.reduce((sum, file) => sum + ('contents' in file ? file.contents.length : 0), 0);
  return `Package: jobtrack-tui
Version: ${debianVersion(version)}
Architecture: ${architecture}
Maintainer: The jobtrack-tui contributors <jobtrack-tui@localhost>
Installed-Size: ${Math.ceil(bytes / 1024)}
Depends: libc6 (>= 2.34), libstdc++6 (>= 11), libgcc-s1, passwd, util-linux
Recommends: openssh-client
Section: admin
Priority: optional
Description: did every job that should have run today run, in every environment?
 Collects, keeps and judges job runs of any scheduler (Control-M, cron,
 systemd, Slurm and others). A terminal tool without agent or server. Brings
 its own runtime.
`;
}

/** In Debian's order \`~\` comes before everything: 1.0.0~rc.1 before 1.0.0, as in Semantic Versioning. */
export function debianVersion(version: string): string {
  return version.replace('-', '~');
}

function formatSums(files: readonly PackageFile[]): string {
  return files
    .flatMap(file =>
      'contents' in file ? [`${createHash('md5').update(file.contents).digest('hex')}  ${file.path}\n`] : [],
    )
    .sort()
    .join('');
}

function readScript(name: string): string {
  return readFileSync(new URL(`../../packaging/debian/${name}`, import.meta.url), 'utf8').replaceAll(
    '\r\n',
    '\n',
  );
}
