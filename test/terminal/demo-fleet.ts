/**
 * The demo's fleet at a fixed hour, collected with its history by the built program: the same in every run, but for the
 * seconds that pass.
 */
import {fileURLToPath} from 'node:url';
import {writeDemo} from '../../source/demo/write-demo.ts';
import type {Place} from '../cli/place.ts';
import {createPlace} from '../cli/place.ts';
import {runProgram} from '../cli/run-program.ts';
import {clockStartingAt} from './clock-environment.ts';

/** A quarter to seven on a Monday morning, UTC. */
export const DEMO_NOW = Date.parse('2026-11-23T06:45:00Z');

export type DemoFleet = Place & {
  /**
   * Arguments that make a screen's clock stand still, at the moment when all was collected. For whoever compares two of its
   * pictures: ages and deadlines would move on.
   */
  cachedThen: readonly string[];
};

const SEED = 7;

/** `env` is for the program's own use of the fleet: its clock goes on from `DEMO_NOW`. */
export async function createDemoFleet(historyDays: number): Promise<DemoFleet> {
  const started = Date.now();
  const place = createPlace();
  const {configPath: config} = await writeDemo({
    directory: place.file('demo'),
    seed: SEED,
    now: DEMO_NOW,
    simulatorPath: fileURLToPath(new URL('../../dist/simulator.js', import.meta.url)),
    execPath: process.execPath,
    platform: process.platform,
    isFrozen: true,
    historyDays,
  });
  const fleet: Place = {...place, config, env: {...place.env, ...clockStartingAt(DEMO_NOW)}};
  const days = String(historyDays + 1);
  const {code, stderr} = await runProgram(fleet, ['collect', '--days', days, '--quiet']);
  // Some environments of the demo cannot be reached: that is what it is there to show.
  if (code !== 0 && code !== 1)
    throw new Error(`the demo cannot be collected (exit code ${code}): ${stderr}`);
  const collectedAt = new Date(DEMO_NOW + Date.now() - started).toISOString();
  return {...fleet, cachedThen: ['--cached', '--now', collectedAt]};
}
