import type {Acknowledgement} from './acknowledgement.ts';
import type {DurationBand, LearnedBasis} from './learned.ts';
import type {RunRecord} from './run.ts';
import type {ScheduleOrigin} from './schedule.ts';
import type {EpochMs} from './time.ts';

/**
 * What became of one expected run.
 * `pending` not due · `due` inside its grace · `running` · `overrun` running past its maximum · `ok` · `ok-late` · `ok-early` ·
 * `failed` · `missing` · `excused` (holiday, maintenance, acknowledged hold, paused) · `unknown` (no evidence, or the
 * scheduler tells no end)
 */
export const VERDICTS = [
  'pending',
  'due',
  'running',
  'overrun',
  'ok',
  'ok-late',
  'ok-early',
  'failed',
  'missing',
  'excused',
  'unknown',
] as const;
export type Verdict = (typeof VERDICTS)[number];

/** An expected run: a job and the instant at which it is due. */
export type Slot = {
  job: string;
  /** Absent for a plan entry that has no time of its own: it is due some time in its business day. */
  dueAt?: EpochMs;
  /** `dueAt` + grace (added in UTC). At this instant the slot is still `due`; after it, `missing` if the evidence says so. */
  deadlineAt: EpochMs;
  earlyMarginMs: number;
  maxRuntimeMs?: number;
  /** True when nobody said how long it may run, and `maxRuntimeMs` is what it never took so far. */
  isRuntimeLearned?: boolean;
  /** What is usual of the job's run times; absent while too little is known. */
  duration?: DurationBand;
  origin: ScheduleOrigin;
  /** The scheduler's own id of the plan entry that it is. */
  entry?: string;
  /** The name of the only source whose answers count as evidence for this slot; absent = every source with runs. */
  source?: string;
  /** True when the scheduler itself has the job switched off: excused as paused. */
  isPaused?: boolean;
  /** Name of the calendar whose days off excuse it; absent = the environment's. */
  calendar?: string;
  /** The schedule in its own words: `0 2 * * 1-5 (Europe/London)`. */
  schedule: string;
  /** Of a learned slot: why it is expected, and how likely that is wrong. */
  learned?: LearnedReason;
};

/** `normallyBy`: by when it has usually started; absent for a job that is only known to run every so often. */
export type LearnedReason = {basis: LearnedBasis; normallyBy?: EpochMs; falseAlarmRisk: number};

/** A slot with its verdict. */
export type JudgedSlot = Slot & {
  verdict: Verdict;
  /** When the verdict came to be: the deadline of a miss, the end of a failure; never the moment of detection. Absent while pending. */
  since?: EpochMs;
  /** Every run that belongs to the slot, first started first. */
  runs: RunRecord[];
  /** The run that decided the verdict; absent for a slot without one. */
  run?: RunRecord;
  /** Id of the collection that is the evidence of absence (for `missing`), or that saw the deciding run. */
  evidence?: number;
  /** For `unknown`: what is not known. For `excused`: the excuse. */
  reason?: string;
  /** For `excused`: the acknowledgement of its hold, which it ends with. */
  acknowledgement?: Acknowledgement;
};

/** The order in which verdicts stand for a job with several slots. */
const WORST_FIRST: readonly Verdict[] = [
  'missing',
  'failed',
  'overrun',
  'unknown',
  'due',
  'running',
  'ok-late',
  'ok-early',
  'ok',
  'pending',
  'excused',
];
const SEVERITIES = new Map(WORST_FIRST.map((verdict, index) => [verdict, index]));

/** Place in the order worst first; what has no verdict comes last. */
export function verdictRank(verdict: Verdict | null): number {
  return (verdict === null ? undefined : SEVERITIES.get(verdict)) ?? SEVERITIES.size;
}

/** The verdict that stands for a job with several slots; null for one without any. */
export function worstVerdict(slots: readonly Pick<JudgedSlot, 'verdict'>[]): Verdict | null {
  let worst: Verdict | null = null;
  let severity = Number.POSITIVE_INFINITY;
  for (const {verdict} of slots) {
    const own = SEVERITIES.get(verdict) ?? severity;
    if (own < severity) [worst, severity] = [verdict, own];
  }
  return worst;
}
