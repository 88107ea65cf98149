import {expect, test} from 'vitest';
import {openShell} from './open-shell.ts';

const {PATH} = process.env;

function open(script: string) {
  return openShell({command: 'sh', args: ['-c', script], env: {PATH}});
}

test('a program that cleans up leaves the settings as they were', async () => {
  await using shell = await open('saved=$(stty -g); stty raw -echo; stty "$saved"');
  const before = await shell.settings();
  shell.start();
  await shell.waitFor('exit code 0');
  expect(await shell.settings()).toBe(before);
});

test('a program that does not is found out', async () => {
  await using shell = await open('stty -echo; exit 2');
  const before = await shell.settings();
  shell.start();
  await shell.waitFor('exit code 2');
  expect(await shell.settings()).not.toBe(before);
});

test('a program is stopped and goes on', async () => {
  await using shell = await open('echo begun; read line; echo "read $line"');
  shell.start();
  await shell.waitFor('begun');
  shell.press('ctrl-z');
  await shell.waitFor(/Stopped/);
  shell.goOn();
  shell.type('it\r');
  await shell.waitFor('read it');
  await shell.waitFor('exit code 0');
});
