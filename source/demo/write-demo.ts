/**
 * Makes the demo's folder. Starting a Node.js for each of several hundred past days would take half a minute; so the
 * simulator's own printers write those answers to files in one go, and the commands fetch them with `cat`. Today is
 * always asked live.
 */
import {mkdir, readdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {ConfigError, errorMessage, JobtrackError} from '../domain/errors.ts';
import {addDays} from '../domain/time.ts';
import type {DemoOptions} from './demo-config.ts';
import {ANSWER_SCRIPT, buildDemoConfig, WORLD_FOLDER} from './demo-config.ts';
import type {SimulatedEnvironment} from './fleet-model.ts';
import {FORMAT_SOURCES} from './format-sources.ts';
import {printers} from './printers.ts';
import {resolveFleet} from './resolve-fleet.ts';

const CONFIG_FILE = 'config.yaml';

const ANSWER = `# answer.sh FILE COMMAND...: prints the recorded answer if there is one, else asks the command.
[ -f "$1" ] && exec cat -- "$1"
shift
exec "$@"
`;

export type Demo = {
  configPath: string;
  /** False when the folder already held a demo: it goes on where it was, with the incidents of the day it began. */
  isNew: boolean;
};

/**
 * Writes the configuration and the recorded answers of `historyDays` business days before today's. The folder is
 * created (0700), may be empty, or may hold an earlier demo. Throws a ConfigError when it holds anything else, a
 * JobtrackError when it cannot be written.
 */
export async function writeDemo(options: DemoOptions & {historyDays: number}): Promise<Demo> {
  const {directory, historyDays, now, platform, seed} = options;
  const configPath = join(directory, CONFIG_FILE);
  try {
    await mkdir(directory, {recursive: true, mode: 0o700});
    const present = await readdir(directory);
    if (present.includes(WORLD_FOLDER) && present.includes(CONFIG_FILE)) return {configPath, isNew: false};
    if (present.length > 0) {
      throw new ConfigError(`${directory} is not empty and holds no demo; give an empty or a new folder`);
    }
    const world = join(directory, WORLD_FOLDER);
    await mkdir(world, {mode: 0o700});
    if (platform !== 'win32') {
      await writeFile(join(world, ANSWER_SCRIPT), ANSWER, {mode: 0o600});
      await Promise.all(
        resolveFleet(now).map(environment => recordAnswers(environment, {world, historyDays, seed})),
      );
    }
    // Last: a folder with a configuration is a whole demo.
    await writeFile(configPath, buildDemoConfig(options), {mode: 0o600});
  } catch (error) {
    if (error instanceof JobtrackError) throw error;
    throw new JobtrackError(`the demo cannot be written to ${directory}: ${errorMessage(error)}`, {
      cause: error,
    });
  }
  return {configPath, isNew: true};
}

async function recordAnswers(
  environment: SimulatedEnvironment,
  {world, historyDays, seed}: {world: string; historyDays: number; seed: number},
): Promise<void> {
  for (const format of environment.formats.filter(candidate => FORMAT_SOURCES[candidate].hasHistory)) {
    const folder = join(world, environment.name, format);
    await mkdir(folder, {recursive: true, mode: 0o700});
    for (let ago = historyDays; ago > 0; ago--) {
      const day = addDays(environment.incidentDay, -ago);
      const answer = printers[format]({environment, day, seed, now: environment.demoStart});
      await writeFile(join(folder, `${day}.out`), answer, {mode: 0o600});
    }
  }
}
