import {execFileSync} from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

let folder: string;
let compiled: string;

/** The launcher with its program, so that the program can be replaced. */
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'jobtrack-launcher-'));
  for (const part of ['bin', 'dist/cli.js', 'dist/package.json', 'package.json']) {
    cpSync(path.join(root, part), path.join(folder, part), {recursive: true});
  }
  compiled = path.join(folder, 'cache', 'jobtrack-tui', 'compiled');
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

function launch(...argv: string[]): string {
  const env = {...process.env, XDG_CACHE_HOME: path.join(folder, 'cache')};
  return execFileSync(process.execPath, [path.join(folder, 'bin', 'jobtrack-tui'), ...argv], {
    encoding: 'utf8',
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

function listCompiled(): string[] {
  return readdirSync(compiled).filter(file => file.startsWith('cli-'));
}

/** The only file there should be. */
function compiledFile(): string {
  const [name = '', ...others] = listCompiled();
  expect(others).toEqual([]);
  return path.join(compiled, name);
}

function readKinds(): string[] {
  const [title = ''] = readFileSync(compiledFile(), 'latin1').split('\n', 1);
  return title.trimEnd().split('\t');
}

describe('the code that a run compiled', () => {
  test('is kept once for each kind of run, whatever the values of its flags', () => {
    launch('--version');
    expect(readKinds()).toEqual(['--version 0']);
    const {mtimeMs} = statSync(compiledFile());
    launch('--version');
    expect(statSync(compiledFile()).mtimeMs).toBe(mtimeMs);
    launch('today', '--help', '--env=prod');
    launch('today', '--help', '--env', 'test');
    expect(readKinds()).toEqual(['--version 0', 'today --env --help 0']);
  });

  test('is not used for another program of the same length, and is dropped for the fifth', () => {
    const program = path.join(folder, 'dist', 'cli.js');
    const [, ...lines] = readFileSync(program, 'latin1').split('\n');
    for (const version of ['0.1.0', '9.9.1', '9.9.2', '9.9.3', '9.9.4']) {
      const changed = lines.join('\n').replaceAll('"0.1.0"', `"${version}"`);
      writeFileSync(program, `//${version}\n${changed}`, 'latin1');
      expect(launch('--version')).toBe(`${version}\n`);
    }
    expect(
      listCompiled()
        .map(name => name.slice(-5))
        .sort(),
    ).toEqual(['9.9.1', '9.9.2', '9.9.3', '9.9.4']);
  });

  test('of a program that runs on is kept when it tells that it has started, and not again at its end', () => {
    const text = `//started
      setTimeout(() => process.emit('jobtrack:started'), 1);
      setTimeout(() => console.log(require('fs').readdirSync(${JSON.stringify(compiled)}).join()), 20);`;
    writeFileSync(path.join(folder, 'dist', 'cli.js'), text);
    expect(launch('today', '--env', 'prod')).toMatch(/^cli-v\S+-started/m);
    expect(readKinds()).toEqual(['today --env started']);
    launch('today', '--env', 'prod');
    expect(readKinds()).toEqual(['today --env started']);
  });

  test('is kept apart for the process behind a screen', () => {
    writeFileSync(path.join(folder, 'dist', 'cli.js'), '//any\nconsole.log(42);');
    for (const argv of [[], ['backend']]) expect(launch(...argv)).toBe('42\n');
    const names = readdirSync(compiled).filter(name => name.includes('-v'));
    expect(names.map(name => name.split('-v')[0]).toSorted()).toEqual(['behind', 'cli']);
  });

  test('is kept for each script that the program loads, which it loads once', () => {
    mkdirSync(path.join(folder, 'dist', 'lazy'));
    const lazy = `//lazy\nconsole.log('loaded ' + __filename); exports.answer = 42;`;
    writeFileSync(path.join(folder, 'dist', 'lazy', 'screen.js'), lazy);
    const program = `//program
      const load = () => importLazily('./lazy/screen.js');
      Promise.all([load(), load()]).then(([one, other]) => console.log(one.answer, one === other));`;
    writeFileSync(path.join(folder, 'dist', 'cli.js'), program);
    const said = `loaded ${path.join(folder, 'dist', 'lazy', 'screen.js')}\n42 true\n`;
    expect([launch(), launch()]).toEqual([said, said]);
    expect(readdirSync(compiled).filter(name => /^(?:cli|screen)-v/.test(name))).toHaveLength(2);
  });

  test('may be damaged: it is made anew', () => {
    launch('--version');
    const file = compiledFile();
    const whole = readFileSync(file);
    for (const bytes of [Buffer.from('garbage'), Buffer.alloc(0), whole.subarray(0, whole.length / 2)]) {
      writeFileSync(file, bytes);
      expect(launch('--version')).toBe('0.1.0\n');
      expect(readFileSync(file).length).toBeGreaterThan(whole.length * 0.9);
    }
  });

  test.skipIf(process.platform === 'win32')('is neither believed nor kept where others can write', () => {
    launch('--version');
    rmSync(compiledFile());
    chmodSync(compiled, 0o777);
    expect(launch('--version')).toBe('0.1.0\n');
    expect(listCompiled()).toEqual([]);
  });

  test('cannot be kept at all: the program runs', () => {
    writeFileSync(path.join(folder, 'cache'), 'not a directory');
    expect(launch('--version')).toBe('0.1.0\n');
  });
});
