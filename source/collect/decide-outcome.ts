/** From how a command ended and what its output told to the outcome of the attempt. Pure. */
import type {Outcome} from '../domain/collection.ts';
import {isAnswer} from '../domain/collection.ts';
import type {Observations} from '../domain/observations.ts';
import {emptyObservations} from '../domain/observations.ts';
import {plural} from '../domain/text.ts';
import {describeExit, describeSpawnFailure, describeTimeout, describeTruncation} from './describe-failure.ts';
import type {BuiltCommand} from './remote-command.ts';
import type {CommandResult} from './run-command.ts';

export type Decision = {
  outcome: Outcome;
  /** One sentence: what went wrong, or why the answer is partial. */
  error?: string;
  /** What may be stored: nothing of a failed answer but, when it could not be read, the lines that say why. */
  observations: Observations;
};

export type Attempt = {
  command: BuiltCommand;
  timeoutMs: number;
  okExitCodes: readonly number[];
  result: CommandResult;
  /** What the adapter made of the output; an error if it broke, which is a bug of the adapter. */
  parsed: Observations | Error;
};

export function decideOutcome(attempt: Attempt): Decision {
  const failure = decideByCommand(attempt);
  if (failure) return {...failure, observations: emptyObservations()};
  if (attempt.parsed instanceof Error) {
    const error = `the adapter failed on this output: ${attempt.parsed.message}; please report it with the output`;
    return {outcome: 'parse', error, observations: emptyObservations()};
  }
  const decision = decideByOutput(attempt.parsed, attempt.result);
  const {rejected, rejectedCount} = attempt.parsed;
  return {
    ...decision,
    observations: isAnswer(decision.outcome)
      ? attempt.parsed
      : {...emptyObservations(), rejected, rejectedCount},
  };
}

type Judgement = Pick<Decision, 'outcome' | 'error'>;

function decideByCommand({command, result, timeoutMs, okExitCodes}: Attempt): Judgement | undefined {
  switch (result.ending) {
    case 'timeout':
      return {outcome: 'timeout', error: describeTimeout(command, timeoutMs)};
    case 'spawn':
      return {outcome: 'spawn', error: describeSpawnFailure(command, result.spawnCode ?? 'unknown')};
    case 'cancelled':
      return {outcome: 'cancelled', error: 'stopped before it ended'};
    // We ended it ourselves at the cap: its exit code says nothing.
    case 'truncated':
      return undefined;
    case 'exited': {
      const isGood =
        result.exitCode === 0 || (result.exitCode !== undefined && okExitCodes.includes(result.exitCode));
      return isGood ? undefined : {outcome: 'exit', error: describeExit(command, result)};
    }
  }
}

function decideByOutput(parsed: Observations, result: CommandResult): Judgement {
  const isTruncated = result.ending === 'truncated';
  const hasRows = parsed.runs.length + parsed.counts.length + parsed.schedules.length > 0;
  const reasons = [
    isTruncated ? describeTruncation(result.bytes) : undefined,
    parsed.partialReason,
    parsed.rejectedCount > 0 ? describeRejected(parsed) : undefined,
  ].filter(reason => reason !== undefined);
  if (reasons.length === 0) return {outcome: hasRows ? 'ok' : 'empty'};
  const isUnreadable = !hasRows && parsed.rejectedCount > 0;
  return {outcome: isUnreadable ? 'parse' : 'partial', error: reasons.join('; ')};
}

function describeRejected({rejected: [first], rejectedCount}: Observations): string {
  const lines = `${plural(rejectedCount, 'line')} could not be read`;
  return first ? `${lines} (line ${first.line}: ${first.reason})` : lines;
}
