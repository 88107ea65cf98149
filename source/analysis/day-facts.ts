import type {Acknowledgement} from '../domain/acknowledgement.ts';
import type {DayBounds} from '../domain/business-day.ts';
import type {EdgeRule} from '../domain/day-edges.ts';
import type {Environment} from '../domain/environment.ts';
import type {CountRecord, JobRecord, SourceEvidence} from '../domain/facts.ts';
import type {DayForecast} from '../domain/forecast.ts';
import type {RunRecord} from '../domain/run.ts';
import type {ScheduleRecord} from '../domain/schedule.ts';
import type {Day} from '../domain/time.ts';
import type {LatestRunFacts} from './latest-runs.ts';

/** What is known of one environment's business day: everything that judging it needs. */
export type DayFacts = {
  environment: Environment;
  day: Day;
  bounds: DayBounds;
  /** The day's runs by job. */
  runs: ReadonlyMap<string, RunRecord[]>;
  /** Runs of the neighbouring business days that may belong to slots at this day's edges, by job. */
  edgeRuns: ReadonlyMap<string, RunRecord[]>;
  counts: readonly CountRecord[];
  schedules: readonly ScheduleRecord[];
  /** Jobs that were seen lately: what a pattern in an expectation stands for. */
  jobs: readonly JobRecord[];
  /** Of this day and its neighbours. */
  evidence: readonly SourceEvidence[];
  /** What was expected of this day and its neighbours of jobs without a schedule, before each day had begun. */
  forecasts: ReadonlyMap<Day, DayForecast>;
  /** How far slots reach over the day's edges: by expectations, and by what was learned. */
  edgeRules: readonly EdgeRule[];
  /** What operators have said of findings, in force, by the id of the finding. */
  acknowledgements: ReadonlyMap<string, Acknowledgement>;
  /** Absent where no source tells only the latest runs. */
  latestRuns?: LatestRunFacts | undefined;
};
