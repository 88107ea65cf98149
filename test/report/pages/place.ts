/** What the tests of the pages share: answers put into a real store, and days judged from it. */
import type {Environment} from '../../../source/domain/environment.ts';
import type {RunObservation} from '../../../source/domain/run.ts';
import type {Day, EpochMs} from '../../../source/domain/time.ts';
import {addDays} from '../../../source/domain/time.ts';
import type {Moment} from '../../../source/report/read-facts.ts';
import type {JudgedDay} from '../../../source/report/read-report.ts';
import {readJudgedDays} from '../../../source/report/read-report.ts';
import {recordVerdicts} from '../../../source/report/verdict-changes.ts';
import type {CollectionInput, Store} from '../../../source/store/store.ts';
import {at, DAY} from '../../analysis/facts.ts';
import {collection} from '../../store/place.ts';

export type Answer = Partial<CollectionInput['observations']> & {
  environment?: string;
  source?: string;
  businessDay?: Day;
  startedAt?: EpochMs;
  changes?: Partial<CollectionInput>;
};

/** Records a complete answer of the source `cron` of `prod`, by default about DAY and at its noon. Returns its id. */
export async function collect(store: Store, answer: Answer = {}): Promise<number> {
  const {
    environment = 'prod',
    source = 'cron',
    businessDay = DAY,
    startedAt = at('12:00', businessDay),
    changes,
    ...observations
  } = answer;
  const base = {environment, source, adapter: source, businessDay, startedAt};
  const {id} = await store.recordCollection(collection(observations, {...base, ...changes}));
  return id;
}

/** A run of the job `backup`; its key is its start unless given. */
export function backup(overrides: Partial<RunObservation> = {}): RunObservation {
  const {startedAt} = overrides;
  return {
    job: 'backup',
    runKey: startedAt === undefined ? '1' : String(startedAt),
    businessDay: DAY,
    status: 'succeeded',
    ...overrides,
  };
}

/** `count` days up to and including DAY, oldest first. */
export function lastDays(count: number, until = DAY): Day[] {
  return Array.from({length: count}, (_, index) => addDays(until, index - count + 1));
}

/** A judged day with all of its jobs. */
export async function judge(store: Store, environment: Environment, moment: Moment): Promise<JudgedDay> {
  const [judged] = await readJudgedDays(store, [environment], moment, true);
  if (!judged) throw new Error('one environment gives one judged day');
  return judged;
}

/** As after each refresh: keeps what is worth remembering of a judged day. */
export async function remember(store: Store, environment: Environment, moment: Moment): Promise<void> {
  await recordVerdicts(store, await judge(store, environment, moment));
}
