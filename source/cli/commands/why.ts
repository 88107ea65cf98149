import {ConfigError} from '../../domain/errors.ts';
import {compileGlob} from '../../domain/glob.ts';
import {addDays} from '../../domain/time.ts';
import {formatWhy} from '../../output/why-text.ts';
import type {JudgedDay} from '../../report/read-report.ts';
import {readJudgedDays} from '../../report/read-report.ts';
import {deriveWhy, type WhyReport} from '../../report/why.ts';
import type {Store} from '../../store/store.ts';
import type {CommandContext} from '../context.ts';
import {EXIT} from '../context.ts';
import {plainOptions, writeText} from '../print-listing.ts';
import {momentOf, withCurrentProduct} from '../produce-report.ts';

/** A pattern may match so many jobs. */
const MOST_JOBS = 20;

/** What explains a job's slots of the day: causes and evidence. The operand is a name or a pattern. */
export async function run(context: CommandContext): Promise<number> {
  const {io, flags, operands, now} = context;
  const [job] = operands;
  if (job === undefined) throw new ConfigError("name a job: jobtrack-tui why 'RISK/EOD_VAR' --env prod-ldn");
  const {answers, zones} = await withCurrentProduct(context, async product => {
    const days = await readJudgedDays(product.store, product.environments, momentOf(context, product), true);
    const found = days.map(day => ({day, jobs: jobsOf(day, job)})).filter(({jobs}) => jobs.length > 0);
    if (found.length === 0) throw new ConfigError(await explainUnknown(job, days));
    const reports: WhyReport[] = [];
    for (const {day, jobs} of found) {
      const collections = await readAttempts(product.store, day, flags.now === undefined ? undefined : now);
      reports.push(...jobs.slice(0, MOST_JOBS).map(one => deriveWhy(day, one, collections, now)));
    }
    return {
      answers: reports,
      zones: new Map(days.map(({facts}) => [facts.environment.name, facts.environment.timezone])),
    };
  });
  if (flags.json) await io.write(`${JSON.stringify(answers, null, 2)}\n`);
  else {
    const {width} = await plainOptions(io, answers);
    const texts = answers.map(why =>
      formatWhy(why, {timezone: zones.get(why.environment) ?? 'UTC', now, width}),
    );
    await writeText(context, texts.join('\n'));
  }
  return EXIT.ok;
}

/** An exact name, else what the pattern matches. */
function jobsOf({jobs}: JudgedDay, wanted: string): JudgedDay['jobs'] {
  const exact = jobs.filter(({job}) => job === wanted);
  return exact.length > 0 ? exact : jobs.filter(({job}) => compileGlob(wanted)(job));
}

async function explainUnknown(job: string, days: readonly JudgedDay[]): Promise<string> {
  const {findNearest} = await import('../find-nearest.ts');
  const names = days.flatMap(({jobs}) => jobs.map(one => one.job));
  const nearest = await findNearest(job, names);
  const hint =
    nearest === undefined ? 'jobtrack-tui jobs lists those that are known' : `did you mean "${nearest}"?`;
  return `no job "${job}" ran or was expected on this day; ${hint}`;
}

/** Collections are kept by the day that they asked for; a slot near an edge is told of by the neighbour's. */
function readAttempts(
  store: Store,
  {facts}: JudgedDay,
  knownAt: number | undefined,
): ReturnType<Store['readCollections']> {
  const {environment, day} = facts;
  return store.readCollections({
    environment: environment.name,
    from: addDays(day, -1),
    to: addDays(day, 1),
    knownAt,
  });
}
