import {chmod, mkdir, mkdtemp, rm, symlink, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {
  checkPermissions,
  objectionToDirectory,
  objectionToFile,
} from '../../source/config/config-permissions.ts';

const ME = 1000;

describe('a file', () => {
  test.each([
    [{uid: ME, mode: 0o100600}, undefined],
    [{uid: ME, mode: 0o100644}, undefined],
    [{uid: 0, mode: 0o100644}, undefined],
    [{uid: ME, mode: 0o100664}, "its group may write it; mend it with: chmod go-w '/home/a b/c.yaml'"],
    [{uid: ME, mode: 0o100666}, "everyone may write it; mend it with: chmod go-w '/home/a b/c.yaml'"],
    [
      {uid: 1001, mode: 0o100600},
      "it belongs to user 1001, not to you or root; mend it with: chown 1000 '/home/a b/c.yaml'",
    ],
  ])('%o', (rights, objection) => {
    expect(objectionToFile('/home/a b/c.yaml', rights, ME)).toBe(objection);
  });
});

describe('a directory', () => {
  test.each([
    [{uid: 0, mode: 0o040755}, undefined],
    [{uid: 0, mode: 0o041777}, undefined],
    [{uid: ME, mode: 0o040775}, 'its group may write its directory; mend it with: chmod go-w /etc/jobtrack'],
    [
      {uid: 1001, mode: 0o040755},
      'its directory belongs to user 1001, not to you or root; mend it with: chown 1000 /etc/jobtrack',
    ],
  ])('%o', (rights, objection) => {
    expect(objectionToDirectory('/etc/jobtrack', rights, ME)).toBe(objection);
  });
});

describe.skipIf(process.getuid === undefined)('on disk', () => {
  const uid = process.getuid?.();
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'jobtrack-rights-'));
  });

  afterEach(() => rm(directory, {recursive: true}));

  async function put(folder: string, mode: number, folderMode: number): Promise<string> {
    const file = path.join(directory, folder, 'config.yaml');
    await mkdir(path.dirname(file));
    await writeFile(file, '');
    await chmod(file, mode);
    await chmod(path.dirname(file), folderMode);
    return file;
  }

  test('a private file in a private directory is taken', async () => {
    const file = await put('a', 0o600, 0o700);
    expect(() => checkPermissions(file, uid)).not.toThrow();
  });

  test('a file that others may write is refused with the command that mends it', async () => {
    const file = await put('a', 0o666, 0o777);
    expect(() => checkPermissions(file, uid)).toThrow(
      `refusing ${file}, because it runs commands and others could have changed it:\n  everyone may write it; mend it with: chmod go-w ${file}\n  everyone may write its directory; mend it with: chmod go-w ${path.dirname(file)}`,
    );
  });

  test('a link is judged by what it points to and by where it stands', async () => {
    const open = await put('open', 0o600, 0o777);
    const link = path.join(directory, 'link.yaml');
    await symlink(open, link);
    expect(() => checkPermissions(link, uid)).toThrow(`chmod go-w ${path.dirname(open)}`);

    const closed = await put('closed', 0o600, 0o700);
    const exposed = path.join(path.dirname(open), 'link.yaml');
    await symlink(closed, exposed);
    expect(() => checkPermissions(exposed, uid)).toThrow(`chmod go-w ${path.dirname(open)}`);
  });

  test('without a user id (Windows) nothing is refused', async () => {
    const file = await put('a', 0o666, 0o777);
    expect(() => checkPermissions(file, undefined)).not.toThrow();
  });
});
