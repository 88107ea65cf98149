import type {Environment} from '../../domain/environment.ts';
import {ConfigError} from '../../domain/errors.ts';
import {compileGlob} from '../../domain/glob.ts';
import {plural} from '../../domain/text.ts';
import type {Suggestion} from '../../report/learning/suggest-expectations.ts';
import type {Store} from '../../store/store.ts';
import {checkChoices} from '../choices.ts';
import type {CommandContext} from '../context.ts';
import {EXIT} from '../context.ts';
import {prepareForLearning} from '../learn.ts';
import type {Product} from '../product.ts';
import {withProduct} from '../product.ts';

const ACTIONS = ['suggest', 'accept'] as const;

type Suggested = {environment: string} & Suggestion;

/** What was learned, as expectations: printed, or written into the configuration file. */
export async function run(context: CommandContext): Promise<number> {
  const [word] = context.operands;
  if (word === undefined) throw new ConfigError('say what to do: expect suggest, expect accept');
  const [action] = (await checkChoices('expect', [word], ACTIONS)) ?? [];
  if (action === 'accept' && context.flags.job === undefined)
    throw new ConfigError("say which jobs to accept: --job NAME, or --job '*' for all that are suggested");
  return withProduct(context, 'read', async product => {
    const {config, store, today} = product;
    const environments = await prepareForLearning(config, store, today, today);
    const suggested = await readSuggestions(store, environments, context.flags.job);
    return action === 'accept' ? accept(context, product, suggested) : print(context, suggested);
  });
}

async function readSuggestions(
  store: Store,
  environments: readonly Environment[],
  job = '*',
): Promise<Suggested[]> {
  const {suggestFor} = await import('../../report/learning/read-learned.ts');
  const matches = compileGlob(job);
  const suggested: Suggested[] = [];
  for (const environment of environments) {
    for await (const suggestion of suggestFor(store, environment, matches))
      suggested.push({environment: environment.name, ...suggestion});
  }
  return suggested;
}

async function print({io, flags}: CommandContext, suggested: readonly Suggested[]): Promise<number> {
  if (flags.json) {
    const records = suggested.map(({environment, job, reason, entry}) => ({
      environment,
      job,
      reason,
      entry: entry ?? null,
    }));
    await io.write(`${JSON.stringify(records, null, 2)}\n`);
  } else {
    await io.write(await formatSuggestions(suggested));
  }
  return EXIT.ok;
}

async function formatSuggestions(suggested: readonly Suggested[]): Promise<string> {
  if (suggested.length === 0)
    return 'Nothing to suggest: either nothing is known for long enough, or every job with a habit has a schedule.\n';
  const yaml = await import('yaml');
  const {formatEntry} = await import('../../config/add-expectations.ts');
  const lines = ['environments:'];
  for (const [environment, own] of Map.groupBy(suggested, suggestion => suggestion.environment)) {
    lines.push(`  ${environment}:`, '    expect:');
    for (const {job, reason, entry} of own) {
      lines.push(entry ? `      # ${reason}` : `      # ${job}: ${reason}`);
      if (entry) lines.push(`      - ${formatEntry(yaml, entry)}`);
    }
    if (!own.some(({entry}) => entry)) lines.push('      []');
  }
  return `${lines.join('\n')}\n`;
}

async function accept(
  context: CommandContext,
  {config}: Product,
  suggested: readonly Suggested[],
): Promise<number> {
  const {io, flags, now} = context;
  const accepted = suggested.flatMap(({entry, ...rest}) => (entry ? [{...rest, entry}] : []));
  if (accepted.length === 0)
    throw new ConfigError(
      `nothing is suggested for ${flags.job}; \`jobtrack-tui expect suggest\` lists what there is`,
    );
  const {acceptExpectations} = await import('../accept-expectations.ts');
  const {file, backup, count} = await acceptExpectations(config, accepted, {io, now});
  await io.write(`Wrote ${plural(count, 'expectation')} to ${file}. What was there is kept as ${backup}.\n`);
  return EXIT.ok;
}
