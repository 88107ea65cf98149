import {expect, test} from 'vitest';
import type {Collection} from '../../source/domain/collection.ts';
import {readJudgedDays} from '../../source/report/read-report.ts';
import {deriveWhy} from '../../source/report/why.ts';
import {at, environment, expectation} from '../analysis/facts.ts';
import {collection, createStore, run} from '../store/place.ts';

const NOW = at('06:40');
const own = environment({expectations: [expectation(), expectation({job: 'mail'})]});
const place = {environment: 'prod', source: 'cron', adapter: 'cron'};

/** Collects at these times and answers with why `backup` is what it is. */
async function why(attempts: [time: string, outcome: Collection['outcome']][], ran: string[] = []) {
  const store = await createStore();
  for (const [time, outcome] of attempts) {
    const runs = ran.map(start =>
      run({job: 'other', businessDay: '2026-11-23', startedAt: at(start), status: 'succeeded'}),
    );
    const error = outcome === 'exit' ? {error: 'could not connect to ops@ldn: No route to host'} : {};
    await store.recordCollection(
      collection(
        {runs: outcome === 'ok' ? runs : []},
        {...place, businessDay: '2026-11-23', startedAt: at(time), outcome, ...error},
      ),
    );
  }
  const [day] = await readJudgedDays(store, [own], {now: NOW}, true);
  const job = day?.jobs.find(one => one.job === 'backup');
  if (!day || !job) throw new Error('nothing was judged');
  const collections = await store.readCollections({environment: 'prod'});
  return deriveWhy(day, job, collections, NOW);
}

test('a host that could not be reached when the job was due is named with when and why', async () => {
  const {slots} = await why(
    [
      ['01:40', 'ok'],
      ['01:50', 'exit'],
      ['02:20', 'exit'],
      ['03:00', 'ok'],
    ],
    ['01:30'],
  );
  expect(slots).toMatchObject([
    {
      verdict: 'missing',
      causes: [
        {
          kind: 'unreachable',
          text: 'Source cron could not be collected from 01:50 to 02:20 (2 attempts): could not connect to ops@ldn: No route to host',
        },
        {kind: 'never-seen'},
        {kind: 'scheduler-down'},
      ],
      collections: [
        {outcome: 'ok'},
        {outcome: 'exit'},
        {outcome: 'exit'},
        {outcome: 'ok', startedAt: '2026-11-23T03:00:00Z'},
      ],
    },
  ]);
});

test('a time in which nobody asked is told', async () => {
  const {slots} = await why(
    [
      ['01:00', 'ok'],
      ['05:00', 'ok'],
    ],
    ['02:05'],
  );
  expect(slots[0]?.causes.map(({kind}) => kind)).toEqual(['not-collected', 'never-seen', 'scheduler-up']);
  expect(slots[0]?.causes[0]?.text).toContain('was not asked from 01:00 to 05:00');
});

test('without evidence it is not known, and why', async () => {
  const {slots} = await why([
    ['01:00', 'ok'],
    ['02:40', 'exit'],
  ]);
  expect(slots[0]).toMatchObject({
    verdict: 'unknown',
    causes: [
      {kind: 'unreachable'},
      {kind: 'never-seen'},
      {kind: 'not-known', text: expect.stringContaining('No route to host')},
    ],
  });
});

test('what it is due by is told in words', async () => {
  expect((await why([['05:00', 'ok']])).schedules).toEqual(['0 2 * * * (Europe/London), declared']);
});
