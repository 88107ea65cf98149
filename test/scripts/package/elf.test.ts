import {execFileSync} from 'node:child_process';
import {chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import packageJson from '../../../package.json' with {type: 'json'};
import {ATOMIC_NAME, bundleLibatomic} from '../../../scripts/package/bundle-libatomic.ts';
import {stripElf} from '../../../scripts/package/strip-elf.ts';
import {RUNTIME_VERSION} from '../../../scripts/package/targets.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const prebuilds = path.join(root, 'node_modules/better-sqlite3/prebuilds');

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'jobtrack-elf-'));
});
afterAll(() => rmSync(folder, {recursive: true, force: true}));

/** The names of an ELF file's sections. */
function listSections(bytes: Buffer): string[] {
  const start = Number(bytes.readBigUInt64LE(0x28));
  const names = start + bytes.readUInt16LE(0x3e) * 64;
  const texts = Number(bytes.readBigUInt64LE(names + 0x18));
  return Array.from({length: bytes.readUInt16LE(0x3c)}, (_, index) => {
    const at = texts + bytes.readUInt32LE(start + index * 64);
    return bytes.toString('latin1', at, bytes.indexOf(0, at));
  });
}

describe.each(['linux-x64.node', 'linux-arm64.node'])('the addon %s', name => {
  const bytes = readFileSync(path.join(prebuilds, name));
  const stripped = stripElf(bytes);

  test('loses its symbols for debuggers and keeps what is loaded', () => {
    expect(listSections(bytes)).toEqual(expect.arrayContaining(['.symtab', '.strtab', '.text']));
    const left = listSections(stripped);
    expect(left).toEqual(expect.arrayContaining(['.text', '.dynsym', '.shstrtab']));
    expect(left).not.toContain('.symtab');
    expect(stripped.length).toBeLessThan(bytes.length);
  });

  test('has nothing more to lose', () => {
    expect(stripElf(stripped).equals(stripped)).toBe(true);
  });
});

test('another kind of file is refused', () => {
  expect(() => stripElf(readFileSync(path.join(prebuilds, 'win32-x64.node')))).toThrow('ELF');
});

// What is made for this machine is also run. There is no such runtime for others.
describe.runIf(process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch))(
  'on this Linux',
  () => {
    test('a stripped addon works', () => {
      const addon = path.join(folder, 'addon.node');
      writeFileSync(addon, stripElf(readFileSync(path.join(prebuilds, `linux-${process.arch}.node`))));
      const script = `const Database = require('better-sqlite3');
      console.log(new Database(':memory:', {nativeBinding: process.argv[1]}).prepare('SELECT 6 * 7').pluck().get());`;
      expect(execFileSync(process.execPath, ['-e', script, addon], {cwd: root, encoding: 'utf8'})).toBe(
        '42\n',
      );
    });

    test('the runtime takes libatomic from beside it, and works', () => {
      const node = path.join(folder, 'node');
      writeFileSync(node, bundleLibatomic(stripElf(readFileSync(process.execPath))));
      chmodSync(node, 0o755);
      const run = (): string =>
        execFileSync(node, ['-p', 'process.version'], {encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe']});
      expect(run).toThrow(`${ATOMIC_NAME}: cannot open shared object file`);
      copyFileSync(
        path.join(root, `packaging/libatomic/linux-${process.arch}.so`),
        path.join(folder, ATOMIC_NAME),
      );
      expect(run()).toBe(`${process.version}\n`);
      expect(() => bundleLibatomic(readFileSync(node))).toThrow('the runtime has changed');
    });
  },
);

test('what is packaged is the Node that is tested', () => {
  expect(RUNTIME_VERSION).toBe(packageJson.devDependencies.node);
});
