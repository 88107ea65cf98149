import {gunzipSync} from 'node:zlib';
import {unzipSync} from 'fflate';
import {unpackTar} from 'modern-tar';
import {describe, expect, test} from 'vitest';
import type {PackageFile} from '../../../scripts/package/package-file.ts';
import {listDirectories, moveInto, textFile} from '../../../scripts/package/package-file.ts';
import {writeAr} from '../../../scripts/package/write-ar.ts';
import {debianVersion} from '../../../scripts/package/write-deb.ts';
import {writeGzip} from '../../../scripts/package/write-gzip.ts';
import {writeTar} from '../../../scripts/package/write-tar.ts';
import {writeZip} from '../../../scripts/package/write-zip.ts';

const EPOCH = Date.UTC(2026, 10, 30, 6, 40) / 1000;

const files: PackageFile[] = [
  textFile('lib/z', 'last\n'),
  textFile('bin/run', '#!/bin/sh\n', true),
  textFile('lib/deep/a', ''),
];
const link: PackageFile = {path: 'bin/link', linksTo: '../lib/z'};

test('directories are listed once, parents first', () => {
  expect(listDirectories(moveInto('top', files))).toEqual(['top', 'top/bin', 'top/lib', 'top/lib/deep']);
});

describe('a tar', () => {
  test("holds root's files with one time, each directory before what is in it", async () => {
    const entries = await unpackTar(await writeTar([...files, link], EPOCH), {strict: true});
    expect(entries.map(({header: {name, mode, type}}) => [name, type, mode?.toString(8)])).toEqual([
      ['bin/', 'directory', '755'],
      ['lib/', 'directory', '755'],
      ['lib/deep/', 'directory', '755'],
      ['bin/link', 'symlink', '777'],
      ['bin/run', 'file', '755'],
      ['lib/deep/a', 'file', '644'],
      ['lib/z', 'file', '644'],
    ]);
    for (const {header} of entries) {
      expect(header).toMatchObject({uid: 0, gid: 0, uname: 'root', gname: 'root'});
      expect(header.mtime?.getTime()).toBe(EPOCH * 1000);
    }
    expect(entries.map(({data}) => data && Buffer.from(data).toString())).toContain('last\n');
    expect(entries.find(({header}) => header.name === 'bin/link')?.header.linkname).toBe('../lib/z');
  });

  test('is the same whatever the order of the files', async () => {
    expect(await writeTar(files.toReversed(), EPOCH)).toEqual(await writeTar(files, EPOCH));
  });
});

describe('a zip', () => {
  test('holds the files, and is the same in every zone and order', () => {
    const zip = writeZip(files, EPOCH);
    const unzipped = unzipSync(zip);
    expect(Object.keys(unzipped)).toEqual(['bin/run', 'lib/deep/a', 'lib/z']);
    expect(Buffer.from(unzipped['lib/z'] ?? []).toString()).toBe('last\n');
    expect(writeZip(files.toReversed(), EPOCH)).toEqual(zip);
    // MS-DOS date and time of the first local header: 2026-11-30 06:40, in a process whose zone is far from UTC.
    expect(process.env.TZ).toBe('Pacific/Kiritimati');
    const view = Buffer.from(zip);
    expect(view.readUInt16LE(12)).toBe(((2026 - 1980) << 9) | (11 << 5) | 30);
    expect(view.readUInt16LE(10)).toBe((6 << 11) | (40 << 5));
  });

  test('refuses a symbolic link', () => {
    expect(() => writeZip([link], EPOCH)).toThrow('bin/link is a symbolic link');
  });
});

test('a gzip has no time, and does not say where it was made', () => {
  const packed = writeGzip(Buffer.from('text'));
  expect([packed.readUInt32LE(4), packed[9]]).toEqual([0, 255]);
  expect(gunzipSync(packed).toString()).toBe('text');
});

describe('an ar', () => {
  test('has a header of 60 bytes for each member, and members of even length', () => {
    const ar = writeAr(
      [
        {name: 'debian-binary', contents: Buffer.from('2.0\n')},
        {name: 'odd', contents: Buffer.from('odd')},
        {name: 'end', contents: Buffer.from('')},
      ],
      EPOCH,
    );
    expect(ar.toString('latin1')).toBe(
      '!<arch>\n' +
        `debian-binary   ${EPOCH}  0     0     100644  4         \`\n2.0\n` +
        `odd             ${EPOCH}  0     0     100644  3         \`\nodd\n` +
        `end             ${EPOCH}  0     0     100644  0         \`\n`,
    );
  });

  test('refuses a name that does not fit', () => {
    expect(() => writeAr([{name: 'a-name-far-too-long', contents: Buffer.from('')}], EPOCH)).toThrow(
      'too long',
    );
  });
});

test.each([
  ['1.2.3', '1.2.3'],
  ['1.2.3-rc.1', '1.2.3~rc.1'],
])('the version %s is %s to Debian', (version, debian) => {
  expect(debianVersion(version)).toBe(debian);
});
