import type {Environment} from '../../domain/environment.ts';
import {formatCount, plural} from '../../domain/text.ts';
import {allowedOfAll, readSummary} from '../../report/learning/learned-summary.ts';
import type {Store} from '../../store/store.ts';
import {checkChoices} from '../choices.ts';
import type {CommandContext} from '../context.ts';
import {EXIT} from '../context.ts';
import {learn} from '../learn.ts';
import {withProduct} from '../product.ts';

const ACTIONS = ['rebuild'] as const;

type LearnedRow = {
  environment: string;
  /** Whether it is learned at all. */
  enabled: boolean;
  /** Whether any of its sources tells of runs. */
  hasRuns: boolean;
  firstDay: string | null;
  lastDay: string | null;
  days: number;
  jobs: number;
  expectedFalseAlarms: number;
  /** Its share of what the budget allows. */
  allowedFalseAlarms: number;
  /** Runs of a day that are sure enough and left out all the same, to keep within the budget. */
  withheld: number;
};

/** What was learned of each environment; `rebuild` learns everything anew from the runs that are kept. */
export async function run(context: CommandContext): Promise<number> {
  const {io, flags, operands, now} = context;
  const [word] = operands;
  const [action] = (word === undefined ? [] : await checkChoices('learn', [word], ACTIONS)) ?? [];
  return withProduct(
    context,
    action === 'rebuild' ? 'write' : 'read',
    async ({config, store, environments}) => {
      if (action === 'rebuild') {
        for (const {name, isLearned} of environments) {
          if (!isLearned) continue;
          if ((await learn(name, {config, store, now}, {isAnew: true})) === undefined && !flags.quiet)
            io.say(`${name}: there is no finished day to learn from, or another process is learning it\n`);
        }
      }
      const rows: LearnedRow[] = [];
      for (const environment of environments) rows.push(await readRow(store, environment));
      const shares = rows.map(({allowedFalseAlarms}) => allowedFalseAlarms);
      await io.write(
        flags.json
          ? `${JSON.stringify(rows, null, 2)}\n`
          : formatRows(rows, allowedOfAll(config.learn.falseAlarmsPerDay, shares)),
      );
      return EXIT.ok;
    },
  );
}

async function readRow(store: Store, {name, isLearned, sources}: Environment): Promise<LearnedRow> {
  const state = await store.readLearnedState(name);
  const {jobs, falseAlarms, withheld, allowed} = readSummary(state?.summary);
  return {
    environment: name,
    enabled: isLearned,
    hasRuns: sources.some(({traits}) => traits.hasRuns),
    firstDay: state?.days.at(0) ?? null,
    lastDay: state?.days.at(-1) ?? null,
    days: state?.days.length ?? 0,
    jobs,
    expectedFalseAlarms: Math.round(falseAlarms * 1000) / 1000,
    allowedFalseAlarms: Math.round(allowed * 1000) / 1000,
    withheld,
  };
}

function formatRows(rows: readonly LearnedRow[], budget: number): string {
  const width = Math.max(...rows.map(({environment}) => environment.length), 0);
  const alarms = rows.reduce((sum, row) => sum + row.expectedFalseAlarms, 0);
  const lines = rows.map(row => `${row.environment.padEnd(width)}  ${describeRow(row)}\n`);
  return `${lines.join('')}${alarms.toFixed(2)} false alarms a day are to be expected, at most ${budget} are allowed.\n`;
}

function describeRow({
  enabled,
  hasRuns,
  days,
  jobs,
  firstDay,
  lastDay,
  expectedFalseAlarms,
  withheld,
}: LearnedRow): string {
  if (!enabled) return 'not learned: switched off in the configuration';
  if (!hasRuns) return 'nothing to learn: none of its sources tells of runs';
  if (days === 0) return 'nothing learned yet: no finished business day was answered completely';
  return `${plural(jobs, 'job')} from ${formatCount(days)} business days (${firstDay} to ${lastDay}), ${expectedFalseAlarms.toFixed(3)} false alarms a day${withheld > 0 ? `; ${plural(withheld, 'run')} a day left out for the budget` : ''}`;
}
