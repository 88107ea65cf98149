import {expect, test} from 'vitest';
import {addDays} from '../../source/domain/time.ts';
import {readJudgedDays, readReport, readReportOn} from '../../source/report/read-report.ts';
import {slimDay} from '../../source/report/slim-day.ts';
import {at, DAY, environment, expectation} from '../analysis/facts.ts';
import {collection, createStore, run} from '../store/place.ts';

const own = environment({expectations: [expectation({}), {kind: 'count', min: 3}]});

async function collect(store: Awaited<ReturnType<typeof createStore>>, day: string, time: string) {
  const runs = ['backup', 'load', 'mail'].map(job =>
    run({
      job,
      businessDay: day,
      startedAt: at('02:40', day),
      status: job === 'load' ? 'failed' : 'succeeded',
    }),
  );
  const place = {environment: 'prod', source: 'cron', adapter: 'cron'};
  await store.recordCollection(
    collection(
      {runs, counts: [{businessDay: day, count: 4}]},
      {...place, businessDay: day, startedAt: at(time, day)},
    ),
  );
}

test.each([
  ['the present day', {now: at('06:45')}],
  ['a day that is over', {now: at('06:45'), day: addDays(DAY, -7)}],
  ['a day of which nothing is known', {now: at('06:45'), day: addDays(DAY, -3)}],
  ['an instant in the past', {now: at('01:00'), knownAt: at('01:00')}],
])('of %s the report says the same as of the whole day', async (_, moment) => {
  const store = await createStore();
  for (const day of [addDays(DAY, -7), DAY]) await collect(store, day, '06:00');
  const [judged] = await readJudgedDays(store, [own], moment, true);
  if (!judged) throw new Error('nothing was judged');
  const slim = slimDay(judged);
  expect(await readReportOn(store, [slim], moment)).toEqual(await readReport(store, [own], moment));
  expect({runs: slim.facts.runs.size, jobs: slim.jobs}).toEqual({runs: 0, jobs: []});
});
