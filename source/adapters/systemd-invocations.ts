/**
 * Puts the messages of systemd's manager about one invocation of a unit together into a run. The message ids are those of
 * systemd's catalog (`journalctl --dump-catalog`), the fields those of systemd.journal-fields(7).
 */
import type {DayClock} from '../domain/business-day.ts';
import type {RunObservation} from '../domain/run.ts';
import {cleanText} from '../domain/text.ts';
import type {EpochMs} from '../domain/time.ts';
import {formatInstant} from '../domain/time.ts';
import {dayFinder} from './day-finder.ts';
import type {JournalRecord} from './journal-record.ts';
import {hostOf, printJournalRecord} from './journal-record.ts';
import type {FoundRuns} from './run-register.ts';
import {joinOrigins, type LineKeeper, type Origin, textReader} from './run-text.ts';

export const MESSAGE_KINDS = {
  '7d4958e842da4a758f6c1cdc7b36dcc5': 'starting',
  '39f53479d3a045ac8e11786248231fbf': 'started',
  '7ad2d189f7e94e70a38c781354912448': 'deactivated',
  d9b373ed55a64feb8242e02dbe79a49c: 'failed',
  '98e322203f7a4ed290d09fe03c09fe15': 'process-exit',
  be02cf6855d2428ba40df7e9d022f03d: 'start-failed',
  '0e4284a0caca4bfc81c0bb6786972673': 'skipped',
} as const;
export type MessageKind = (typeof MESSAGE_KINDS)[keyof typeof MESSAGE_KINDS];

export type Invocations = {
  /** Returns the reason when the record cannot be put to an invocation. */
  apply(kind: MessageKind, unit: string, record: JournalRecord): string | undefined;
  /** The machine has started anew: what ran before runs no more. */
  restart(host: string): void;
  finish(): FoundRuns;
};

/** One invocation of a unit, with the lines that told of it. */
type Invocation = {run: RunObservation; origin: Origin; isSkipped?: true};

export function createInvocations(clock: DayClock, keepLine: LineKeeper['keep']): Invocations {
  const invocations = new Map<string, Invocation>();
  const sinceBoot = new Map<string, Invocation[]>();
  const all: Invocation[] = [];
  const dayOf = dayFinder(clock);

  const begin = (unit: string, runKey: string, {instant, line}: JournalRecord): Invocation => {
    const run: RunObservation = {
      job: unit,
      runKey,
      businessDay: dayOf(instant),
      status: 'running',
      scheduledAt: undefined,
      startedAt: instant,
      endedAt: undefined,
      exitCode: undefined,
      message: undefined,
    };
    const invocation = {run, origin: keepLine(line)};
    all.push(invocation);
    return invocation;
  };

  return {
    apply(kind, unit, record) {
      const {instant, field} = record;
      const jobResult = field('JOB_RESULT') ?? '';
      if (kind === 'start-failed' && NEVER_STARTED.has(jobResult)) {
        const {run} = begin(unit, keyOfJob(record), record);
        end(run, 'failed', instant, `not started: ${jobResult}`);
        return undefined;
      }
      const id = field('INVOCATION_ID') ?? '';
      const known = invocations.get(id);
      if (kind === 'started' && isSkip(record)) {
        // After `ExecCondition=` it is told a second time. `Condition…=` begins no invocation: the id is none, or that of the one before.
        if (known?.isSkipped) return undefined;
        const {run} = begin(unit, keyOfJob(record), record);
        end(run, 'cancelled', instant, NOT_MET);
        return undefined;
      }
      if (known) {
        // What comes after the end tells nothing new.
        if (known.run.status !== 'running') return undefined;
        known.origin = joinOrigins(known.origin, keepLine(record.line));
        update(known, kind, record);
        return undefined;
      }
      // Any other first message is of an invocation that began before this output, or of none.
      if (!isBeginning(kind, record)) return undefined;
      if (!INVOCATION_ID.test(id)) return 'no INVOCATION_ID (systemd writes it since version 232)';
      const invocation = begin(unit, id, record);
      invocations.set(id, invocation);
      const host = hostOf(record);
      const ofHost = sinceBoot.get(host);
      if (ofHost) ofHost.push(invocation);
      else sinceBoot.set(host, [invocation]);
      return undefined;
    },
    restart(host) {
      for (const {run} of sinceBoot.get(host) ?? []) {
        if (run.status !== 'running') continue;
        run.status = 'unknown';
        run.message = 'the machine restarted before an end was logged';
      }
      sinceBoot.delete(host);
    },
    finish: () => ({
      runs: all.map(({run}) => run),
      readRunText: textReader(
        all.map(({origin}) => origin),
        printJournalRecord,
      ),
    }),
  };
}

const INVOCATION_ID = /^[0-9a-f]{32}$/;

// Results of a start job that began nothing. The invocation such a message names, if any, is the one before.
const NEVER_STARTED = new Set(['dependency', 'assert', 'unsupported', 'invalid', 'once']);

function isBeginning(kind: MessageKind, record: JournalRecord): boolean {
  return kind === 'starting' || (kind === 'started' && !isFinished(record));
}

const NOT_MET = 'a condition for its start was not met';

/**
 * A unit that was not started because of a `Condition…=` has the message id of one that was. Its words: "Condition check resulted in … being
 * skipped." up to systemd 249, "… was skipped because of a failed condition check" (250) or "an unmet" one (252), "… because no trigger
 * condition checks were met".
 */
function isSkip({field}: JournalRecord): boolean {
  const message = field('MESSAGE') ?? '';
  return message.startsWith('Condition check resulted in ') || SKIPPED.test(message);
}

const SKIPPED = /^(?!Started |Finished |Starting ).* was skipped because .*condition check/;

/** Of what began no invocation: when, and by which of the manager's jobs. */
function keyOfJob({instant, field}: JournalRecord): string {
  return `${formatInstant(instant)}#job-${cleanText(field('JOB_ID') ?? '')}`;
}

// One message id for three things: a oneshot has "Finished …", any other type has "Started …" and runs on.
function isFinished({field}: JournalRecord): boolean {
  return field('MESSAGE')?.startsWith('Finished ') ?? false;
}

function update(invocation: Invocation, kind: MessageKind, record: JournalRecord): void {
  const {run} = invocation;
  const {instant, field} = record;
  switch (kind) {
    case 'starting':
      break;
    case 'started':
      if (isFinished(record)) end(run, 'succeeded', instant);
      break;
    case 'deactivated':
      end(run, 'succeeded', instant);
      break;
    case 'process-exit':
      noteExit(run, field('EXIT_CODE'), field('EXIT_STATUS'));
      break;
    case 'failed':
      end(run, 'failed', instant, describeResult(field('UNIT_RESULT'), run.message));
      break;
    case 'start-failed':
      if (field('JOB_RESULT') === 'canceled') end(run, 'cancelled', instant, 'its start was cancelled');
      else end(run, 'failed', instant, describeResult(field('JOB_RESULT'), run.message));
      break;
    case 'skipped':
      invocation.isSkipped = true;
      end(run, 'cancelled', instant, NOT_MET);
  }
}

/** The first end counts: a oneshot that remains active after its exit is deactivated again when it is stopped. */
function end(
  run: RunObservation,
  status: 'succeeded' | 'failed' | 'cancelled',
  endedAt: EpochMs,
  message?: string,
): void {
  if (run.status !== 'running') return;
  run.status = status;
  run.endedAt = endedAt;
  if (message !== undefined) run.message = message;
}

/** `EXIT_STATUS` is a number after `exited`, a signal's name after `killed` and `dumped`. */
function noteExit(run: RunObservation, code = '', status = ''): void {
  if (run.status !== 'running') return;
  if (code === 'exited' && /^\d{1,3}$/.test(status)) run.exitCode = Number(status);
  else if (code !== '') run.message = cleanText(`${code} by ${status}`);
}

function describeResult(result = 'unknown result', exit?: string): string {
  return cleanText(exit === undefined ? result : `${result}: ${exit}`);
}
