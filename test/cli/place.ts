/** A home of its own for each test: configuration, database and files, removed at the end. */
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

export type Place = {
  folder: string;
  config: string;
  database: string;
  /** What a program started here sees, beside PATH: nothing of whoever runs the tests. */
  env: NodeJS.ProcessEnv;
  file(name: string): string;
  write(name: string, text: string): string;
  /** A file's lines; none when it does not exist. */
  lines(name: string): string[];
  remove(): void;
};

/** `environments` is YAML; `{folder}` in it becomes the place's own folder. */
export function createPlace(environments = '{}', settings = ''): Place {
  // A space and a quote: a path is no place for word splitting.
  const folder = mkdtempSync(path.join(tmpdir(), "jobtrack cli's "));
  const home = path.join(folder, 'home');
  mkdirSync(home);
  const file = (name: string): string => path.join(folder, name);
  const place: Place = {
    folder,
    config: file('config.yaml'),
    database: file('jobtrack.db'),
    env: {
      PATH: process.env.PATH,
      HOME: home,
      XDG_CONFIG_HOME: path.join(home, 'config'),
      XDG_STATE_HOME: path.join(home, 'state'),
      XDG_DATA_HOME: path.join(home, 'data'),
      // Shared and kept: compiled code is the same for every test.
      XDG_CACHE_HOME: fileURLToPath(new URL('../../node_modules/.cache', import.meta.url)),
      TZ: 'UTC',
      LC_ALL: 'C.UTF-8',
    },
    file,
    write(name, text) {
      writeFileSync(file(name), text, {mode: 0o600});
      return file(name);
    },
    lines(name) {
      try {
        return readFileSync(file(name), 'utf8').split('\n').slice(0, -1);
      } catch {
        return [];
      }
    },
    remove: () => rmSync(folder, {recursive: true, force: true}),
  };
  const text = `database: '{folder}/jobtrack.db'\ntimezone: UTC\n${settings}\nenvironments: ${environments}\n`;
  place.write('config.yaml', text.replaceAll('{folder}', folder.replaceAll("'", "''")));
  return place;
}
