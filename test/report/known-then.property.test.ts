/**
 * Days of which everything is known, looked at through answers that come at any time, in part or not at all: what is said of
 * an instant follows from what had been shown until then, whatever came later.
 */
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {Environment} from '../../source/domain/environment.ts';
import type {JobExpectation} from '../../source/domain/expectation.ts';
import type {RunObservation} from '../../source/domain/run.ts';
import type {Verdict} from '../../source/domain/slot.ts';
import {HOUR_MS, MINUTE_MS, SECOND_MS} from '../../source/domain/time.ts';
import {readJudgedDays} from '../../source/report/read-report.ts';
import type {Store} from '../../source/store/store.ts';
import {at, DAY, environment, expectation} from '../analysis/facts.ts';
import {collection, createStore} from '../store/place.ts';

const RUNS = {seed: 20261201, numRuns: 60};
const GRACE_MS = 20 * MINUTE_MS;
/** No run is so early, or so late, that it could be another slot's; all deadlines are within the day. */
const APART_MS = 2 * HOUR_MS;
const FIRST_MS = HOUR_MS;
const SLOTS = 4;

/** What really happened: a start after the due instant, how long it took and how it ended; null = it never ran. */
type Truth = {delayMs: number; lengthMs: number; status: 'succeeded' | 'failed'} | null;

type Answer = {at: number; outcome: 'ok' | 'partial' | 'timeout'; hidden: readonly number[]};

type World = {jobs: readonly (readonly Truth[])[]; answers: readonly Answer[]; now: number};

const truths: fc.Arbitrary<Truth> = fc.option(
  fc.record({
    delayMs: fc.integer({min: -60, max: 45 * 60}).map(seconds => seconds * SECOND_MS),
    lengthMs: fc.integer({min: 0, max: 50 * 60}).map(seconds => seconds * SECOND_MS),
    status: fc.constantFrom('succeeded', 'succeeded', 'failed'),
  }),
  {freq: 4},
);
const instants = fc.integer({min: 0, max: 9 * 60 * 60}).map(seconds => at('00:00') + seconds * SECOND_MS);
const worlds: fc.Arbitrary<World> = fc.record({
  jobs: fc.array(fc.array(truths, {minLength: SLOTS, maxLength: SLOTS}), {minLength: 1, maxLength: 3}),
  answers: fc.array(
    fc.record({
      at: instants,
      outcome: fc.constantFrom('ok', 'ok', 'partial', 'timeout'),
      // Of an answer in part: the slots, over all jobs, that it does not show.
      hidden: fc.array(fc.nat(3 * SLOTS - 1), {maxLength: 6}),
    }),
    {maxLength: 12},
  ),
  now: instants,
});

const dueOf = (slot: number): number => at('00:00') + FIRST_MS + slot * APART_MS;
const nameOf = (job: number): string => `job${job}`;

function environmentOf({jobs}: World): Environment {
  const timesMs = Array.from({length: SLOTS}, (_, slot) => dueOf(slot) - at('00:00'));
  const expectations = jobs.map(
    (_, job): JobExpectation =>
      expectation({
        job: nameOf(job),
        timing: {kind: 'times', timesMs, timezone: 'Europe/London', policy: 'debian-cron'},
        graceMs: GRACE_MS,
        earlyMarginMs: MINUTE_MS,
      }),
  );
  return environment({expectations, isLearned: false});
}

/** What the scheduler would show of a slot's run at an instant; undefined before it has started. */
function shownAt(world: World, job: number, slot: number, instant: number): RunObservation | undefined {
  const truth = world.jobs[job]?.[slot];
  if (!truth) return undefined;
  const startedAt = dueOf(slot) + truth.delayMs;
  const endedAt = startedAt + truth.lengthMs;
  if (startedAt > instant) return undefined;
  const run = {job: nameOf(job), runKey: `${job}-${slot}`, businessDay: DAY, startedAt};
  return endedAt > instant ? {...run, status: 'running'} : {...run, status: truth.status, endedAt};
}

function shownBy(world: World, answer: Answer): RunObservation[] {
  if (answer.outcome === 'timeout') return [];
  return world.jobs.flatMap((_, job) =>
    Array.from({length: SLOTS}, (__, slot) => slot).flatMap(slot => {
      const isHidden = answer.outcome === 'partial' && answer.hidden.includes(job * SLOTS + slot);
      return (isHidden ? undefined : shownAt(world, job, slot, answer.at)) ?? [];
    }),
  );
}

/** The rules of docs/semantics.md once more, for this world in which they are simple. */
function expectedVerdict(world: World, job: number, slot: number): Verdict {
  const past = world.answers.filter(answer => answer.at <= world.now);
  const [due, deadline] = [dueOf(slot), dueOf(slot) + GRACE_MS];
  const seen = past
    .flatMap(answer => shownBy(world, answer))
    .filter(({runKey}) => runKey === `${job}-${slot}`);
  // Once it was seen to have ended it has, whatever came in which order.
  const run = seen.find(({status}) => status !== 'running') ?? seen.at(0);
  if (!run) {
    if (world.now < due) return 'pending';
    if (world.now <= deadline) return 'due';
    return past.some(answer => answer.outcome === 'ok' && answer.at > deadline) ? 'missing' : 'unknown';
  }
  if (run.status === 'running') return 'running';
  if (run.status === 'failed') return 'failed';
  const startedAt = run.startedAt ?? 0;
  return startedAt > deadline ? 'ok-late' : startedAt < due ? 'ok-early' : 'ok';
}

async function record(store: Store, world: World, answers: readonly Answer[]): Promise<void> {
  for (const answer of answers) {
    const runs = shownBy(world, answer);
    const {at: startedAt} = answer;
    const outcome = answer.outcome === 'ok' && runs.length === 0 ? 'empty' : answer.outcome;
    const source = {environment: 'prod', source: 'cron', adapter: 'cron'};
    await store.recordCollection(collection({runs}, {...source, businessDay: DAY, startedAt, outcome}));
  }
}

async function verdictsOf(store: Store, world: World, knownAt?: number): Promise<Record<string, Verdict>> {
  const moment = {now: world.now, day: DAY, knownAt};
  const [judged] = await readJudgedDays(store, [environmentOf(world)], moment, true);
  const slots = judged?.jobs.flatMap(job => job.slots) ?? [];
  return Object.fromEntries(slots.map(({job, dueAt, verdict}) => [`${job} ${dueAt}`, verdict]));
}

function expectedVerdicts(world: World): Record<string, Verdict> {
  return Object.fromEntries(
    world.jobs.flatMap((truth, job) =>
      truth.map((_, slot) => [`${nameOf(job)} ${dueOf(slot)}`, expectedVerdict(world, job, slot)] as const),
    ),
  );
}

const inOrder = (world: World): World => ({...world, answers: world.answers.toSorted((a, b) => a.at - b.at)});

describe('of a day of which everything is known', () => {
  test('what is said as of an instant is what was said then, whatever was learned since', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async drawn => {
        const world = inOrder(drawn);
        const store = await createStore();
        await record(store, world, world.answers);
        expect(await verdictsOf(store, world, world.now)).toEqual(expectedVerdicts(world));
        await store.close();
      }),
      RUNS,
    );
  });
});
