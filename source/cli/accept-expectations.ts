/** Writes suggested expectations into the configuration file, and only if it then says what it said before and them. */
import {adapters} from '../adapters/registry.ts';
import {addExpectations} from '../config/add-expectations.ts';
import type {Config} from '../config/config.ts';
import {replaceConfig} from '../config/replace-config.ts';
import {ConfigError} from '../domain/errors.ts';
import {plural} from '../domain/text.ts';
import type {Day, EpochMs} from '../domain/time.ts';
import type {ExpectationEntry, Suggestion} from '../report/learning/suggest-expectations.ts';
import {formatStamp} from '../store/maintenance.ts';
import type {Store} from '../store/store.ts';
import type {CommandContext} from './context.ts';
import {prepareForLearning} from './learn.ts';

export type Accepted = {environment: string} & Suggestion & {entry: ExpectationEntry};

type Edge = {
  io: Pick<CommandContext['io'], 'env' | 'home' | 'platform' | 'hostTimezone'>;
  now: EpochMs;
};

export type Acceptance = {file: string; backup: string; count: number};

/** What is suggested for one job. Answers with what was done, in a sentence. */
export async function acceptJob(
  {environment: name, job}: {environment: string; job: string},
  {config, store, today}: {config: Config; store: Store; today: Day},
  edge: Edge,
): Promise<string> {
  const environments = await prepareForLearning(config, store, today, today);
  const {suggestFor} = await import('../report/learning/read-learned.ts');
  const accepted: Accepted[] = [];
  let reason = 'nothing regular was learned of it';
  for (const environment of environments.filter(candidate => candidate.name === name)) {
    for await (const {entry, ...suggestion} of suggestFor(store, environment, other => other === job)) {
      if (entry) accepted.push({environment: name, ...suggestion, entry});
      else reason = suggestion.reason;
    }
  }
  if (accepted.length === 0) throw new ConfigError(`${job}: ${reason}`);
  const {file, count} = await acceptExpectations(config, accepted, edge);
  return `${plural(count, 'expectation')} of ${job} written to ${file}, and in force`;
}

/** Throws a ConfigError, and leaves the file as it was, when it cannot be written or would not be valid. */
export async function acceptExpectations(
  {path}: Pick<Config, 'path'>,
  accepted: readonly Accepted[],
  {io, now}: Edge,
): Promise<Acceptance> {
  if (path === undefined)
    throw new ConfigError('there is no configuration file to write to; make one with `jobtrack-tui init`');
  const {readConfigText} = await import('../config/read-config.ts');
  const host = {env: io.env, home: io.home, platform: io.platform};
  const read = (text: string, name: string): Promise<Config> =>
    readConfigText(text, name, {adapters, host, hostTimezone: io.hostTimezone});
  const {file, backup} = await replaceConfig(path, formatStamp(now), async (text, name) => {
    // Not what was read at the start: it may have been changed since, by the last acceptance too.
    const before = await read(text, name);
    refuseKnown(before, accepted, name);
    const changed = await addExpectations(
      text,
      name,
      accepted.map(({environment, entry, reason}) => ({environment, entry, comment: `learned: ${reason}`})),
    );
    const after = await read(changed, name);
    for (const [index, {expectations}] of before.environments.entries()) {
      const added = accepted.filter(({environment}) => environment === before.environments[index]?.name);
      if (after.environments[index]?.expectations.length !== expectations.length + added.length)
        throw new ConfigError(`${name} was not written: the entries would not be read as they are meant`);
    }
    return changed;
  });
  return {file, backup, count: accepted.length};
}

function refuseKnown({environments}: Config, accepted: readonly Accepted[], file: string): void {
  for (const {environment: name, entry} of accepted) {
    const known = environments.find(environment => environment.name === name)?.expectations ?? [];
    if (
      known.some(
        expectation => expectation.kind === 'job' && expectation.job === entry.job && expectation.timing,
      )
    )
      throw new ConfigError(`${entry.job} is expected in ${file} already`);
  }
}
