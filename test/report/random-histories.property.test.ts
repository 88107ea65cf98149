/**
 * Random histories of which the truth is known: what ran, and when which source gave what kind of answer. Whatever was
 * collected, the report never says more than it can know, and says what it must.
 */
import {Ajv} from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import schema from '../../docs/report.schema.json' with {type: 'json'};
import {businessDayOf, dayBounds} from '../../source/domain/business-day.ts';
import type {Outcome} from '../../source/domain/collection.ts';
import {dueInstants} from '../../source/domain/due-instants.ts';
import type {Environment} from '../../source/domain/environment.ts';
import type {RunObservation} from '../../source/domain/run.ts';
import type {Timing} from '../../source/domain/schedule.ts';
import type {JudgedSlot} from '../../source/domain/slot.ts';
import type {Day, EpochMs} from '../../source/domain/time.ts';
import {addDays, DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS} from '../../source/domain/time.ts';
import {openZone} from '../../source/domain/zone.ts';
import {readJudgedDays, readReport} from '../../source/report/read-report.ts';
import {openStore} from '../../source/store/sqlite-store.ts';
import type {CollectionInput, Store} from '../../source/store/store.ts';
import {environment, expectation, traits} from '../analysis/facts.ts';
import {collection, createPath} from '../store/place.ts';

const RUNS = {seed: 20261201, numRuns: 60};

/** Days without and with a clock change in the zone, whose night then has 23 or 25 hours. */
const PLACES: readonly (readonly [timezone: string, day: Day])[] = [
  ['Europe/London', '2026-11-23'],
  ['Europe/London', '2026-03-29'],
  ['Europe/London', '2026-10-25'],
  ['America/New_York', '2026-03-07'],
  ['America/New_York', '2026-11-01'],
  ['Asia/Kolkata', '2026-11-23'],
];
const EARLY_MS = MINUTE_MS;
/** How a run of a slot began, counted from its due instant or from its deadline. */
const STARTS = [
  ['due', -30 * SECOND_MS],
  ['due', 0],
  ['due', 2 * SECOND_MS],
  ['deadline', 0],
  ['deadline', SECOND_MS],
  ['deadline', 20 * MINUTE_MS],
] as const;

type JobPlan = {source: number; expression: string; graceMinutes: number; fates: Fate[]};
/** What becomes of a slot; of the nth slot the nth, over and over. `start` undefined: it never ran. */
type Fate = {start: number | undefined; minutes: number; status: 'succeeded' | 'failed' | 'cancelled'};
/** `at` as a fraction of the time that the history takes. `kept`: which rows of a partial answer were there, as bits. */
type Ask = {source: number; at: number; ofYesterday: boolean; outcome: Outcome; kept: number};
type History = {place: number; dayStartHours: number; jobs: JobPlan[]; asks: Ask[]; now: number};

const histories: fc.Arbitrary<History> = fc.record({
  place: fc.nat(PLACES.length - 1),
  dayStartHours: fc.constantFrom(0, 2, 7, 22),
  jobs: fc.array(
    fc.record({
      source: fc.nat(1),
      expression: fc.constantFrom(
        '0 2 * * *',
        '30 1 * * *',
        '50 23 * * *',
        '0 0 * * *',
        '59 6 * * *',
        '0 7 * * *',
        '0 */6 * * *',
        '20 * * * *',
      ),
      graceMinutes: fc.constantFrom(0, 5, 30),
      fates: fc.array(
        fc.record({
          start: fc.option(fc.nat(STARTS.length - 1), {nil: undefined}),
          minutes: fc.constantFrom(0, 1, 10),
          status: fc.constantFrom('succeeded', 'succeeded', 'failed', 'cancelled'),
        }),
        {minLength: 1, maxLength: 5},
      ),
    }),
    {minLength: 1, maxLength: 3},
  ),
  asks: fc.array(
    fc.record({
      source: fc.nat(1),
      at: fc.double({min: 0, max: 1, noNaN: true}),
      ofYesterday: fc.boolean(),
      outcome: fc.constantFrom('ok', 'ok', 'ok', 'partial', 'exit', 'timeout', 'parse', 'cancelled'),
      kept: fc.nat(0xff_ff),
    }),
    {maxLength: 14},
  ),
  now: fc.double({min: 0.2, max: 1, noNaN: true}),
});

type TrueSlot = {job: string; source: string; dueAt: EpochMs; deadlineAt: EpochMs; run?: TrueRun};
type TrueRun = {startedAt: EpochMs; endedAt: EpochMs; status: Fate['status']};
type Answer = {source: string; day: Day; startedAt: EpochMs; outcome: Outcome; runs: RunObservation[]};
type World = {own: Environment; day: Day; now: EpochMs; slots: TrueSlot[]; answers: Answer[]};

function build({place, dayStartHours, jobs, asks, now}: History): World {
  const [timezone, day] = PLACES[place] ?? ['UTC', '2026-11-23'];
  const clock = {zone: openZone(timezone), dayStartMs: dayStartHours * HOUR_MS};
  const bounds = dayBounds(day, clock);
  const [from, to] = [bounds.start - DAY_MS, bounds.end + DAY_MS];
  const plans = jobs.map((plan, index) => ({
    ...plan,
    job: `job-${index}`,
    timing: {kind: 'cron', timezone, policy: 'debian-cron', expression: plan.expression} satisfies Timing,
  }));
  const own = environment({
    timezone,
    clock,
    expectations: plans.map(({job, timing, graceMinutes}) =>
      expectation({job, timing, graceMs: graceMinutes * MINUTE_MS, earlyMarginMs: EARLY_MS}),
    ),
    sources: ['source-0', 'source-1'].map(name => ({name, adapter: 'cron', traits})),
  });
  const slots = plans.flatMap(({job, source, timing, graceMinutes, fates}) =>
    dueInstants(timing, from, to).map((dueAt, index): TrueSlot => {
      const deadlineAt = dueAt + graceMinutes * MINUTE_MS;
      const {start, minutes, status} = fates[index % fates.length] ?? {minutes: 0, status: 'failed'};
      const slot = {job, source: `source-${source}`, dueAt, deadlineAt};
      const [base, offsetMs] = STARTS[start ?? -1] ?? [];
      if (base === undefined || offsetMs === undefined) return slot;
      const startedAt = (base === 'due' ? dueAt : deadlineAt) + offsetMs;
      return {...slot, run: {startedAt, endedAt: startedAt + minutes * MINUTE_MS, status}};
    }),
  );
  const instantAt = (fraction: number): EpochMs => Math.round(from + fraction * (to - from));
  const answers = asks
    .map(({source, at, ofYesterday, outcome, kept}): Answer => {
      const startedAt = instantAt(at);
      const name = `source-${source}`;
      const asked = addDays(businessDayOf(startedAt, clock), ofYesterday ? -1 : 0);
      const told = slots
        .filter(slot => slot.source === name)
        .flatMap(slot => observe(slot, startedAt, asked, own) ?? [])
        .filter((_, index) => outcome !== 'partial' || (kept >> (index % 16)) & 1);
      const whole = told.length === 0 && outcome === 'ok' ? 'empty' : outcome;
      const isAnswer = outcome === 'ok' || outcome === 'partial';
      return {source: name, day: asked, startedAt, outcome: whole, runs: isAnswer ? told : []};
    })
    .sort((a, b) => a.startedAt - b.startedAt);
  const at = instantAt(now);
  // An answer takes a second.
  return {own, day, now: at, slots, answers: answers.filter(({startedAt}) => startedAt + SECOND_MS <= at)};
}

/** What a scheduler tells at an instant of a slot's run, when it is asked for a business day. */
function observe(
  {job, run}: TrueSlot,
  at: EpochMs,
  day: Day,
  {clock}: Environment,
): RunObservation | undefined {
  if (!run || run.startedAt > at || businessDayOf(run.startedAt, clock) !== day) return undefined;
  const {startedAt, endedAt, status} = run;
  const base = {job, runKey: String(startedAt), businessDay: day, startedAt};
  return endedAt <= at ? {...base, status, endedAt} : {...base, status: 'running'};
}

function toInput({source, day, startedAt, outcome, runs}: Answer): CollectionInput {
  const observations = outcome === 'partial' ? {runs, partialReason: 'some rows are lacking'} : {runs};
  return collection(observations, {
    environment: 'prod',
    source,
    adapter: 'cron',
    businessDay: day,
    startedAt,
    outcome,
    ...(outcome === 'partial' && {error: 'some rows are lacking'}),
  });
}

let store: Store;
let path: string;
beforeEach(() => {
  path = createPath();
});
afterEach(() => store.close());

/** Records a history in a database of its own, and judges the day. */
async function judge({own, day, now, answers}: World): Promise<JudgedSlot[]> {
  for (const answer of answers) await store.recordCollection(toInput(answer));
  const [judged] = await readJudgedDays(store, [own], {now, day}, true);
  return judged?.jobs?.flatMap(({slots}) => slots) ?? [];
}

async function forEachHistory(check: (world: World) => Promise<void>): Promise<void> {
  let index = 0;
  await fc.assert(
    fc.asyncProperty(histories, async history => {
      store = await openStore({path: `${path}-${index++}`, mode: 'write'});
      await check(build(history));
      await store.close();
    }),
    RUNS,
  );
  store = await openStore({path: `${path}-${index}`, mode: 'write'});
}

const isWhole = ({outcome}: Answer): boolean => outcome === 'ok' || outcome === 'empty';

describe('of a random history', () => {
  test('each slot is judged by what can be known of it', async () => {
    await forEachHistory(async world => {
      const judged = await judge(world);
      const wanted = ownSlots(world).map(slot => ({...pick(slot), verdict: expectVerdict(slot, world)}));
      const found = judged.map(slot => ({...pick(slot), verdict: slot.verdict}));
      for (const [index, {verdict, ...slot}] of sortSlots(wanted).entries()) {
        const own = sortSlots(found)[index];
        expect(own).toMatchObject(slot);
        expect(verdict, `${slot.job} ${new Date(slot.dueAt).toISOString()}`).toContain(own?.verdict);
      }
      expect(found).toHaveLength(wanted.length);
    });
  });

  test('the report holds to its schema, adds up, and stays the same when everything is collected again', async () => {
    await forEachHistory(async world => {
      const {own, day, now, answers} = world;
      const judged = await judge(world);
      const report = await readReport(store, [own], {now, day});
      const [of] = report.environments;
      validate(JSON.parse(JSON.stringify(report)));
      expect(validate.errors).toBeNull();
      expect(of).toMatchObject({
        expected: judged.length,
        missing: judged.filter(({verdict}) => verdict === 'missing').length,
        unknown: judged.filter(({verdict}) => verdict === 'unknown').length,
        // What is inside its grace is still to come.
        pending: judged.filter(({verdict}) => verdict === 'pending' || verdict === 'due').length,
      });
      const listed = report.findings
        .filter(({kind}) => kind === 'missing')
        .map(({job, due}) => `${job} ${due}`);
      expect(listed).toHaveLength(of?.missing ?? -1);
      expect(new Set(report.findings.map(({id}) => id)).size).toBe(report.findings.length);

      const verdicts = (slots: readonly JudgedSlot[]) => slots.map(({verdict, since}) => ({verdict, since}));
      expect(verdicts(await judge({...world, answers: answers.flatMap(answer => [answer, answer])}))).toEqual(
        verdicts(judged),
      );
    });
  });
});

const ajv = new Ajv({allErrors: true});
addFormats.default(ajv);
const validate = ajv.compile(schema);

type Key = {job: string; dueAt: EpochMs};
const pick = ({job, dueAt = 0}: {job: string; dueAt?: EpochMs}): Key => ({job, dueAt});
const sortSlots = <T extends Key>(slots: readonly T[]): T[] =>
  slots.toSorted((a, b) => (a.job < b.job ? -1 : a.job > b.job ? 1 : a.dueAt - b.dueAt));

function ownSlots({own, day, slots}: World): TrueSlot[] {
  return slots.filter(({dueAt}) => businessDayOf(dueAt, own.clock) === day);
}

/** The verdicts that are right: one where all is known, else those that claim nothing. */
function expectVerdict(slot: TrueSlot, {own, now, answers}: World): JudgedSlot['verdict'][] {
  const known = answers
    .filter(({source}) => source === slot.source)
    .flatMap(
      ({runs}) =>
        runs.find(({job, startedAt}) => job === slot.job && startedAt === slot.run?.startedAt) ?? [],
    );
  const last = known.at(-1);
  if (slot.run && last) {
    if (last.status === 'running') return ['running'];
    if (last.status !== 'succeeded') return ['failed'];
    if (slot.run.startedAt > slot.deadlineAt) return ['ok-late'];
    return [slot.run.startedAt < slot.dueAt ? 'ok-early' : 'ok'];
  }
  if (now < slot.dueAt) return ['pending'];
  if (now <= slot.deadlineAt) return ['due'];
  return isProved(slot, answers, own) ? ['missing'] : ['unknown'];
}

/** Whether some source is known to have told of the job, and whether whole answers show that nothing had run by the deadline. */
function isProved(slot: TrueSlot, answers: readonly Answer[], {clock, sources}: Environment): boolean {
  const tells = answers.some(
    ({source, runs}) => source === slot.source && runs.some(({job}) => job === slot.job),
  );
  const asked = tells ? [slot.source] : sources.map(({name}) => name);
  const day = businessDayOf(slot.dueAt, clock);
  const needed: [Day, EpochMs][] = [[day, slot.deadlineAt]];
  const last = businessDayOf(slot.deadlineAt, clock);
  if (last !== day) needed.push([last, slot.deadlineAt]);
  const {start} = dayBounds(day, clock);
  if (slot.dueAt - EARLY_MS < start) needed.push([addDays(day, -1), start - 1]);
  return asked.every(source =>
    needed.every(([of, after]) =>
      answers.some(
        answer =>
          answer.source === source && answer.day === of && isWhole(answer) && answer.startedAt > after,
      ),
    ),
  );
}
