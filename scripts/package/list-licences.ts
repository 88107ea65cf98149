/** The licences of what is bundled: every package that is no development dependency, and Node itself. */
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

type Locked = {
  packages: Record<string, {version?: string; license?: string; dev?: boolean; optional?: boolean}>;
};

/** One text: of each package its name, version and licence, then the text that it carries. */
export function listLicences(nodeLicence: string, nodeVersion: string): string {
  const {packages}: Locked = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  const bundled = Object.entries(packages).filter(
    ([folder, {dev, optional}]) => folder !== '' && !dev && !optional,
  );
  const texts = bundled.map(([folder, {version, license}]) => {
    const name = folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
    return describe(`${name} ${version} (${license ?? 'see below'})`, readLicence(path.join(root, folder)));
  });
  return [
    describe('jobtrack-tui (MIT)', readFileSync(path.join(root, 'LICENSE'), 'utf8')),
    ...texts.sort(),
    describe(`Node.js ${nodeVersion}`, nodeLicence),
  ].join('\n');
}

function readLicence(folder: string): string {
  const names = readdirSync(folder).filter(name => /^(?:licen[cs]e|copying|notice)/i.test(name));
  return names.length === 0
    ? 'The package has no licence text of its own.\n'
    : names
        .sort()
        .map(name => readFileSync(path.join(folder, name), 'utf8'))
        .join('\n');
}

function describe(title: string, text: string): string {
  return `${title}\n${'='.repeat(title.length)}\n\n${text.replaceAll('\r\n', '\n').trim()}\n`;
}
