import {describe, expect, test} from 'vitest';
import type {CronOptions} from '../../source/adapters/cron.ts';
import {cron} from '../../source/adapters/cron.ts';
import {crontab} from '../../source/adapters/crontab.ts';
import {parseOutput} from '../../source/adapters/parser.ts';
import {openZone} from '../../source/domain/zone.ts';

const OPTIONS: CronOptions = {form: 'auto', userInName: false, trustStarts: false, unknownAfter: '0s'};

function parse(
  text: string,
  {collectedAt = '2026-11-23T18:00:00Z', ...options}: Partial<CronOptions> & {collectedAt?: string} = {},
) {
  return parseOutput(cron, text, {
    day: '2026-11-23',
    clock: {zone: openZone('Europe/London'), dayStartMs: 0},
    collectedAt: Date.parse(collectedAt),
    options: {...OPTIONS, ...options},
  });
}

test.each(['^I ^I', '\\302\\200'])(
  'a command logged as %j, of which nothing can be shown, still has a name',
  logged => {
    const {runs} = parse(`Nov 23 05:00:01 h CRON[7]: (batch) CMD (${logged})\n`);
    expect(runs.map(({job}) => job)).toEqual([logged]);
  },
);

// Left as crontab(5) has it, right as Debian's do_command.c logs it.
test.each([
  ['/srv/eod.sh --region ldn', '/srv/eod.sh --region ldn'],
  ['/bin/cat -  %hello%world', '/bin/cat -  '],
  ['date +\\%F > /tmp/day', 'date +%F > /tmp/day'],
  ['grep "a\\\\b"  file', 'grep "a\\b"  file'],
  ['echo a\\nb', 'echo a\\nb'],
  ['echo caf\u00E9\ttab', 'echo caf\\303\\251^Itab'],
  ['trailing-blanks \t ', 'trailing-blanks ^I '],
  ['backslash-at-the-end\\', 'backslash-at-the-end\\'],
  ['(cd /srv && ./run) || exit 1', '(cd /srv && ./run) || exit 1'],
])('the crontab command %j is the same job as the logged %j', (entry, logged) => {
  const scheduled = parseOutput(crontab, `==> /etc/crontab <==\n0 5 * * * batch ${entry}\n`, {
    day: '2026-11-23',
    clock: {zone: openZone('Europe/London'), dayStartMs: 0},
    collectedAt: 0,
    options: {form: 'auto', userInName: false, cronDNames: 'auto'},
  });
  const run = parse(`Nov 23 05:00:01 h CRON[7]: (batch) CMD (${logged})\n`);
  expect(scheduled.schedules.map(({job}) => job)).toEqual(run.runs.map(({job}) => job));
});

describe('where the log tells no ends', () => {
  const start = 'Nov 23 17:00:00 h CRON[7]: (batch) CMD (poll.sh)\n';

  test.each([
    ['one second before unknownAfter is over', '2026-11-23T17:59:59Z', 'running'],
    ['when unknownAfter is over', '2026-11-23T18:00:00Z', 'unknown'],
  ])('a start is judged %s', (_when, collectedAt, status) => {
    expect(parse(start, {unknownAfter: '1h', collectedAt}).runs).toMatchObject([{status}]);
  });

  test('failures that it tells of do not prove that the others still run', () => {
    const failure =
      'Nov 23 17:00:00 h CRON[9]: (batch) CMD (other.sh)\nNov 23 17:00:01 h CRON[8]: (CRON) error (grandchild #9 failed with exit status 1)\n';
    expect(parse(start + failure).runs).toMatchObject([{status: 'unknown'}, {status: 'failed', exitCode: 1}]);
  });

  test('trusted starts are successes, but not while ends are told', () => {
    const end =
      'Nov 23 17:00:00 h CRON[9]: (batch) CMD (other.sh)\nNov 23 17:00:01 h CRON[8]: (batch) END (other.sh)\n';
    expect(parse(start, {trustStarts: true}).runs).toMatchObject([{status: 'succeeded'}]);
    expect(parse(start + end, {trustStarts: true}).runs).toMatchObject([
      {status: 'running'},
      {status: 'succeeded'},
    ]);
  });
});

test('a log and a crontab that one command prints give runs and schedules of one job', () => {
  const {runs, schedules, rejectedCount} = parse(
    'Nov 23 05:00:01 h CRON[7]: (batch) CMD (eod.sh)\n==> /var/spool/cron/crontabs/batch <==\n0 5 * * * eod.sh\n',
    {userInName: true},
  );
  expect([runs[0]?.job, schedules[0]?.job, rejectedCount]).toEqual(['batch: eod.sh', 'batch: eod.sh', 0]);
});

test('a time that the spring gap skips is read as just after it', () => {
  const {runs} = parse('Mar 29 01:30:00 h CRON[7]: (batch) CMD (eod.sh)\n', {
    collectedAt: '2026-04-01T00:00:00Z',
  });
  expect(new Date(runs[0]?.startedAt ?? 0).toISOString()).toBe('2026-03-29T01:30:00.000Z');
});
