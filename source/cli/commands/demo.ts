import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {writeDemo} from '../../demo/write-demo.ts';
import {ConfigError} from '../../domain/errors.ts';
import {addDays} from '../../domain/time.ts';
import type {CommandContext} from '../context.ts';
import {listDays} from '../days.ts';
import {withProduct} from '../product.ts';
import {refresh} from '../refresh.ts';
import {showReport} from './report.ts';

const DEFAULT_SEED = 7;
const DEFAULT_DAYS = 90;

/** Writes a simulated fleet, backfills its history through the real collector and shows the screen or the report. */
export async function run(context: CommandContext): Promise<number> {
  const {flags, io, now} = context;
  const historyDays = readHistoryDays(flags.days);
  const seed = readSeed(flags.seed);
  const directory =
    flags.directory === undefined
      ? await mkdtemp(path.join(tmpdir(), 'jobtrack-demo-'))
      : path.resolve(io.workingDirectory, flags.directory);
  try {
    const {configPath, isNew} = await writeDemo({
      directory,
      seed,
      now,
      historyDays,
      simulatorPath: findSimulator(),
      execPath: process.execPath,
      platform: io.platform,
    });
    const own: CommandContext = {...context, flags: {...flags, config: configPath, days: undefined}};
    if (isNew) await backfill(own, historyDays);
    if (!flags.quiet && flags.directory !== undefined) {
      io.say(`The demo lives in ${directory}: jobtrack-tui --config ${configPath}\n\n`);
    }
    // What still runs would write into the folder that is removed.
    return await showReport(own, {waitsForBackend: flags.directory === undefined});
  } finally {
    if (flags.directory === undefined) await rm(directory, {recursive: true, force: true});
  }
}

async function backfill(context: CommandContext, historyDays: number): Promise<void> {
  if (context.io.isTalkTerminal && !context.flags.quiet)
    context.io.say(`Collecting ${historyDays} days of history\n`);
  await withProduct(context, 'write', async product => {
    const days = listDays({
      from: addDays(product.today, -historyDays),
      to: addDays(product.today, 1),
    }).reverse();
    await refresh(context, product, {mode: 'all', days});
  });
}

function readHistoryDays(days = DEFAULT_DAYS): number {
  if (!Number.isInteger(days) || days < 1 || days > 365) {
    throw new ConfigError(`--days ${days} is not possible for the demo; write a whole number from 1 to 365`);
  }
  return days;
}

function readSeed(seed = DEFAULT_SEED): number {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new ConfigError(`--seed ${seed} is not possible; write a whole number from 0`);
  }
  return seed;
}

/** Beside the bundle; in the sources where it is written. */
function findSimulator(): string {
  const isBundled = !import.meta.url.endsWith('.ts');
  return fileURLToPath(new URL(isBundled ? './simulator.js' : '../../demo/simulator.ts', import.meta.url));
}
