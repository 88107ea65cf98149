/**
 * `sacct --json`. Up to 23.02 a state is a word and a number a number; since then a state is a list of flags (the base
 * state first) and a number `{set, infinite, number}`. Times are Unix seconds, 0 for none. `errors` beside the jobs makes
 * the answer partial.
 */
import type {ParseContext, Parser} from '../domain/adapter.ts';
import type {Observations} from '../domain/observations.ts';
import {cleanText} from '../domain/text.ts';
import type {EpochMs} from '../domain/time.ts';
import {SECOND_MS} from '../domain/time.ts';
import {readJsonDocument} from './json-document.ts';
import {isRecord} from './json-path.ts';
import {describeJson, textOf} from './json-record.ts';
import {collectObservations, documentParser} from './parser.ts';
import {runRegister} from './run-register.ts';
import {type SlurmRecord, slurmReader} from './slurm-record.ts';

export function slurmJsonParser(context: ParseContext): Parser {
  return documentParser(text => readDocument(text, context));
}

function readDocument(text: string, context: ParseContext): Observations {
  const {observations, reject} = collectObservations();
  const document = readJsonDocument(text);
  if ('problem' in document) {
    reject(document.line, document.text, document.problem);
    return observations;
  }
  const {jobs, errors}: Record<string, unknown> = isRecord(document.value) ? document.value : {};
  const said = Array.isArray(errors) ? errors.map(describeError).filter(described => described !== '') : [];
  // 22.05 has an error instead of an empty list.
  const hasJobs = Array.isArray(jobs) ? jobs.length > 0 : jobs !== undefined;
  if (!hasJobs && said.length > 0 && said.every(text => /^Nothing found\b/i.test(text))) return observations;
  const [error] = said;
  if (!Array.isArray(jobs) || (jobs.length === 0 && error !== undefined)) {
    reject(1, describeJson(document.value), error ?? 'no "jobs" as sacct --json prints them');
    return observations;
  }
  const runs = runRegister(context);
  const toFacts = slurmReader(context);
  for (const [index, job] of jobs.entries()) {
    const facts = isRecord(job) ? toFacts(readJob(job)) : 'not an object';
    if (typeof facts === 'string') reject(index + 1, describeJson(job), facts);
    else runs.add(facts, job);
  }
  const answer: Observations = {...observations, ...runs.finish()};
  return error === undefined ? answer : {...answer, partialReason: error};
}

function readJob(job: Record<string, unknown>): SlurmRecord {
  const state = recordOf(job.state);
  const time = recordOf(job.time);
  const exit = recordOf(job.exit_code);
  const signal = recordOf(exit.signal);
  return {
    name: textOf(job.name) ?? '',
    id: textOf(job.job_id) ?? '',
    state: wordsOf(state.current),
    reason: textOf(state.reason) ?? '',
    submittedAt: instantOf(time.submission),
    eligibleAt: instantOf(time.eligible),
    startedAt: instantOf(time.start),
    endedAt: instantOf(time.end),
    exitCode: numberOf(exit.return_code),
    signal: numberOf(signal.id) || numberOf(signal.signal_id),
  };
}

function recordOf(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

function wordsOf(value: unknown): string {
  return (Array.isArray(value) ? value : [value]).map(word => textOf(word) ?? '').join(' ');
}

/** A whole number in either shape; 0 for none, for `infinite` and for anything else. */
function numberOf(value: unknown): number {
  const number = isRecord(value) && value.set !== false ? value.number : value;
  return Number.isSafeInteger(number) ? Number(number) : 0;
}

/** Year 9999, beyond which a number is no time. */
const LAST_SECOND = 253_000_000_000;

function instantOf(value: unknown): EpochMs | undefined {
  const seconds = numberOf(value);
  return seconds > 0 && seconds < LAST_SECOND ? seconds * SECOND_MS : undefined;
}

function describeError(error: unknown): string {
  const {description, error: name}: Record<string, unknown> = recordOf(error);
  const said = cleanText([textOf(name), textOf(description)].filter(Boolean).join(': '));
  // 22.05 writes the bounds in the format for people and cannot read them back.
  return /time (?:format|specification)/i.test(said)
    ? `${said}; give the source env: {SLURM_TIME_FORMAT: standard}`
    : said;
}
