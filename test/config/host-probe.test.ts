import {expect, test} from 'vitest';
import {openHostProbe} from '../../source/config/host-probe.ts';

test('daemons are looked for where $PATH does not reach, and nothing in the current directory', () => {
  const {pathDirectories} = openHostProbe({env: {PATH: '/usr/bin:.:bin:/usr/sbin'}, platform: 'linux'});
  expect(pathDirectories).toEqual(['/usr/bin', '/usr/sbin', '/sbin']);
});

test('on Windows the path is called Path and parted by semicolons', () => {
  const {pathDirectories} = openHostProbe({env: {Path: 'C:\\Windows;D:\\Tools'}, platform: 'win32'});
  expect(pathDirectories).toEqual(['C:\\Windows', 'D:\\Tools']);
});

test('a file is there when it exists', async () => {
  const {isThere} = openHostProbe({env: {}, platform: 'linux'});
  expect(await isThere(import.meta.filename)).toBe(true);
  expect(await isThere(`${import.meta.filename}.gone`)).toBe(false);
});
