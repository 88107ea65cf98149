/**
 * The report: the immutable answer that the screen, `--json`, `check` and the metrics all print. Documented for scripts
 * in docs/json.md and docs/report.schema.json; keys are stable within a `schemaVersion`. Instants are ISO 8601 in UTC,
 * business days `YYYY-MM-DD`, unknown values `null`.
 */
import type {CauseKind} from '../analysis/causes.ts';
import type {DriftKind} from '../analysis/drift.ts';
import type {AcknowledgementKind} from '../domain/acknowledgement.ts';
import type {Outcome} from '../domain/collection.ts';
import type {RunStatus} from '../domain/run.ts';
import type {ScheduleOrigin} from '../domain/schedule.ts';
import type {Verdict} from '../domain/slot.ts';
import type {Day} from '../domain/time.ts';

export const SCHEMA_VERSION = 1;

/** What needs a person, worst first: the order in which findings are listed. */
export const FINDING_KINDS = [
  'missing',
  'failed',
  'blind',
  'overrun',
  'short',
  'excess',
  'late',
  'anomaly',
  'drift',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

export type StatusReport = {
  schemaVersion: typeof SCHEMA_VERSION;
  /** The same facts judged at the same instant have the same id. */
  reportId: string;
  generatedAt: string;
  /** The business day that was asked for, or the one that most environments are in. */
  businessDay: Day;
  environments: EnvironmentReport[];
  totals: Totals;
  /** What needs a person, worst first; also what somebody has acknowledged or snoozed. */
  findings: Finding[];
  /** Where scheduler and expectations have drifted apart, as far as it is a finding: nothing of it is a problem by itself. */
  drift: DriftReport[];
  /** Expected runs that are excused because their hold in the scheduler is acknowledged, as the findings they would be. */
  holds: Finding[];
};

/** Numbers of expected runs. `late` and `early` are also counted in `ok`; `expected` leaves `excused` out. */
export type SlotTally = {
  /** Expected runs of the business day. */
  expected: number;
  /** Those whose due instant has come. */
  due: number;
  /** Those for which a run has started. */
  ran: number;
  ok: number;
  late: number;
  early: number;
  running: number;
  overrun: number;
  /** Failed expected runs, and failed runs that nobody expected. */
  failed: number;
  missing: number;
  unknown: number;
  pending: number;
  excused: number;
};

export type Totals = SlotTally & {
  environments: number;
  /** Runs by the status that the scheduler gives them. */
  counts: Record<RunStatus, number>;
  /** Runs and counts of the business day, whatever their status. */
  total: number;
  /** Environments that cannot be seen. */
  blind: number;
  /** Findings that are acknowledged or snoozed. */
  acknowledged: number;
};

/** Worst first: the order in which environments are listed. */
export const ENVIRONMENT_STATES = ['problem', 'blind', 'stale', 'acknowledged', 'ok'] as const;
export type EnvironmentState = (typeof ENVIRONMENT_STATES)[number];

export type EnvironmentReport = SlotTally & {
  name: string;
  title: string;
  labels: Record<string, string>;
  timezone: string;
  businessDay: Day;
  dayStartsAt: string;
  dayEndsAt: string;
  /** `acknowledged`: whatever would make it a problem is acknowledged or snoozed. */
  state: EnvironmentState;
  counts: Record<RunStatus, number>;
  total: number;
  /** Findings that are acknowledged or snoozed. */
  acknowledged: number;
  /** The usual total: the median of the same weekday in the last eight weeks, up to the same local time when the day is not over. */
  usual: number | null;
  /** `total` (without waiting and held runs) minus `usual`. */
  delta: number | null;
  /** A level that the last one or two weeks have kept to, unlike the months before; null = none. Shown, never alarmed. */
  trend: Trend | null;
  freshness: Freshness;
  /** What is expected only because it was learned; null when nothing is. */
  learned: LearnedReport | null;
  /** The last 30 business days up to this one, oldest first. */
  history: HistoryDay[];
};

export type Trend = {
  /** The first business day of the new level. */
  since: Day;
  /** Against the level before: -0.31 = 31 % fewer runs. */
  change: number;
  /** Of so great a change by chance. */
  probability: number;
};

export type LearnedReport = {
  /** Learned slots of the day, of `expected`. */
  expected: number;
  /** How many of them are likely to be found missing or late although nothing is wrong. */
  expectedFalseAlarms: number;
};

export type HistoryDay = {day: Day; total: number | null; succeeded: number | null; failed: number | null};

export type FreshnessState = 'fresh' | 'stale' | 'blind';

export type Freshness = {
  state: FreshnessState;
  /** When the oldest of the sources' last answers was collected. */
  collectedAt: string | null;
  ageSeconds: number | null;
  sources: SourceFreshness[];
};

export type SourceFreshness = {
  source: string;
  adapter: string;
  state: FreshnessState;
  collectedAt: string | null;
  ageSeconds: number | null;
  /** The last attempt, successful or not. */
  last: CollectionEvidence | null;
};

export type CollectionEvidence = {
  id: number;
  source: string;
  startedAt: string;
  durationMs: number;
  outcome: Outcome;
  rows: number;
  rejected: number;
  error: string | null;
};

export type GoodRun = {businessDay: Day; runKey: string; startedAt: string | null; endedAt: string | null};

/** What an operator has said of a finding, while it is in force. */
export type FindingAcknowledgement = {
  kind: AcknowledgementKind;
  /** The Unix user. */
  by: string;
  at: string;
  /** Until when it holds; null = until the finding is gone. */
  until: string | null;
  /** Empty when nothing was noted. */
  note: string;
};

export type Finding = {
  /** Stable as long as the finding lasts: see `formatFindingId`. */
  id: string;
  kind: FindingKind;
  environment: string;
  job: string | null;
  /** Of a drift: the next declared instant at which the scheduler will not start the job. */
  due: string | null;
  deadline: string | null;
  verdict: Verdict | null;
  /** When it came to be: the deadline of a miss, the end of a failure. */
  since: string | null;
  /** The run that it is about. */
  runKey: string | null;
  expected: number | null;
  found: number | null;
  /** Of an anomaly: the numbers that would be usual, and the probability of one at least as alarming as what was found. */
  band: {low: number; high: number; probability: number} | null;
  evidence: CollectionEvidence | null;
  lastGoodRun: GoodRun | null;
  /** What says that the run was expected; `learned`: nothing but the job's own history. Null for what is about no slot. */
  origin: ScheduleOrigin | null;
  /** Many jobs that did not run, told as one finding: each missed run. Null for what is about one job or number. */
  members: {job: string; due: string | null}[] | null;
  /** When the run will probably end, of one that is running. */
  expectedEnd: string | null;
  explanation: string;
  /** Of a miss: what may have kept it from starting, the likeliest first. Empty for all else. */
  causes: CauseReport[];
  acknowledgement: FindingAcknowledgement | null;
};

export type CauseReport = {kind: CauseKind; text: string};

export type DriftReport = {
  kind: DriftKind;
  environment: string;
  job: string;
  /** The source that lists (or listed) it. */
  source: string;
  since: string;
  /** The schedule as the scheduler has it, or had it. */
  definition: string;
  /** Whether the configuration says when the job is due. */
  declared: boolean;
  /** The next declared instant, in the eight days to come, at which the scheduler will not start it. */
  nextUnmet: string | null;
  explanation: string;
};
