/** The demo's fleet, collected once with its history: what the tests of whole answers look at. */
import {fileURLToPath} from 'node:url';
import {writeDemo} from '../../source/demo/write-demo.ts';
import type {Place} from './place.ts';
import {createPlace} from './place.ts';
import type {Answer, MainOptions} from './run-main.ts';
import {runMain} from './run-main.ts';

/**
 * The hour at which the tests run: collections carry the real clock's time, and a discovered schedule is in force from the
 * moment it was seen. The demo's incidents are the same at any hour.
 */
export const DEMO_NOW = Date.now();

export type DemoPlace = Place & {
  /** Runs a command line on the demo, its clock standing still. */
  ask(argv: readonly string[], options?: MainOptions): Promise<Answer>;
};

/** With at least so many past business days of each environment: where it is tomorrow already, the days begin one later. */
export async function createDemo(leastHistoryDays: number): Promise<DemoPlace> {
  const historyDays = leastHistoryDays + 1;
  const place = createPlace();
  const {configPath: config} = await writeDemo({
    directory: place.file('demo'),
    seed: 7,
    now: DEMO_NOW,
    simulatorPath: fileURLToPath(new URL('../../source/demo/simulator.ts', import.meta.url)),
    execPath: process.execPath,
    platform: process.platform,
    isFrozen: true,
    historyDays,
  });
  const ask = (argv: readonly string[], options: MainOptions = {}): Promise<Answer> => {
    const [command = '', ...rest] = argv;
    const line = command.startsWith('-')
      ? ['--config', config, ...argv]
      : [command, '--config', config, ...rest];
    return runMain(line, {now: DEMO_NOW, env: place.env, ...options});
  };
  await ask(['collect', '--days', String(historyDays + 1)]);
  return {...place, config, ask};
}
