import {describe, expect, test, vi} from 'vitest';
import {problemsOf, readSample} from './read-sample.ts';

/** Problems of an environment with one more line. */
const inEnvironment = (line: string) => problemsOf(`environments:\n  e:\n    ${line}\n`);

describe('a value that is not allowed is told with its place, what was found and what is allowed', () => {
  test.each([
    [
      'dayStart: "25:00"',
      '3:15: environments.e.dayStart: found "25:00", allowed: a local time from "00:00" to "23:59"',
    ],
    ['dayStart: 7', '3:15: environments.e.dayStart: found 7, allowed: a local time from "00:00" to "23:59"'],
    ['title: [x]', '3:12: environments.e.title: found a list, allowed: text'],
    [
      'refresh: 30',
      '3:14: environments.e.refresh: found 30, allowed: a duration such as 90s, 5m, 2h or 1d, above 0 and at most 7d',
    ],
    [
      'timeout: -5m',
      '3:14: environments.e.timeout: found "-5m", allowed: a duration such as 90s, 5m, 2h or 1d, above 0 and at most 1d',
    ],
    [
      'timeout: 0s',
      '3:14: environments.e.timeout: found "0s", allowed: a duration such as 90s, 5m, 2h or 1d, above 0 and at most 1d',
    ],
    // A timer of Node's that is longer than 2^31 ms ends at once.
    [
      'timeout: 30d',
      '3:14: environments.e.timeout: found "30d", allowed: a duration such as 90s, 5m, 2h or 1d, above 0 and at most 1d',
    ],
    ['sources:', '3:5: environments.e.sources: found nothing, allowed: a list of sources'],
    [
      'via: 5',
      '3:10: environments.e.via: found 5, allowed: {ssh: user@host}, {ssh: {host: …}}, {command: [sudo, -u, batch]} or a list of arguments',
    ],
    [
      'via: {ssh: -oProxyCommand=x}',
      '3:16: environments.e.via.ssh: found "-oProxyCommand=x", allowed: a destination such as user@host, without spaces and not beginning with "-"',
    ],
    [
      'labels: {"a b": x}',
      '3:14: environments.e.labels["a b"]: found "a b", allowed as a key: up to 64 letters, digits, ".", "_" and "-", beginning with a letter or digit',
    ],
    [
      'sources: [{adapter: csv, command: 5}]',
      '3:39: environments.e.sources[0].command: found 5, allowed: a list of arguments, or {shell: "one line for /bin/sh"}',
    ],
    [
      'sources: [{adapter: csv, command: []}]',
      '3:39: environments.e.sources[0].command: found an empty list, allowed: a list with at least the program',
    ],
    [
      'sources: [{adapter: cron, retries: 1.5}]',
      '3:40: environments.e.sources[0].retries: found 1.5, allowed: a whole number from 0 to 10',
    ],
    [
      'sources: [{adapter: cron, maxOutput: 5}]',
      '3:42: environments.e.sources[0].maxOutput: found 5, allowed: 1024 bytes or more',
    ],
    [
      'sources: [{adapter: cron, env: {A-B: 1}}]',
      '3:37: environments.e.sources[0].env.A-B: found "A-B", allowed as a key: the name of an environment variable: letters, digits and "_"',
    ],
    [
      'expect: [5]',
      '3:14: environments.e.expect[0]: found 5, allowed: {job: NAME, schedule: "0 2 * * *", …} or {count: {min: …, max: …, by: …}}',
    ],
    [
      'expect: [{count: {min: 6, max: 4}}]',
      '3:36: environments.e.expect[0].count.max: found 4: is less than min (6)',
    ],
    [
      'expect: [{job: A, minRuns: 6, maxRuns: 4}]',
      '3:44: environments.e.expect[0].maxRuns: 4 is less than minRuns, 6',
    ],
    ...[
      [
        '{businessDays: [0]}',
        '60: environments.e.expect[0].on.businessDays[0]: found 0, allowed: a number from 1 to 23, or from -1 (the last) to -23',
      ],
      [
        '{weekdays: [2th tue]}',
        '56: environments.e.expect[0].on.weekdays[0]: found "2th tue", allowed: a day of the week such as mon, "2nd tue" or "last fri"',
      ],
      [
        '{months: [13]}',
        '54: environments.e.expect[0].on.months[0]: found 13, allowed: a whole number from 1 to 12',
      ],
      ['{months: [feb], daysOfMonth: [30]}', '44: environments.e.expect[0].on: names days that never come'],
      [
        '{everyWeeks: 2}',
        '57: environments.e.expect[0].on.everyWeeks: counts from a day; add from: and a day on which it is due, such as 2026-01-05',
      ],
      [
        '{months: [1], roll: next}',
        '64: environments.e.expect[0].on.roll: moves days that are off; give daysOfMonth, weekdays, everyWeeks or everyDays',
      ],
      [
        '{businessDay: [1]}',
        '45: environments.e.expect[0].on.businessDay: unknown key, allowed: weekdays, daysOfMonth, businessDays, afterBusinessDay, months, everyWeeks, everyDays, from, roll; did you mean "businessDays"?',
      ],
      [
        'mon',
        '44: environments.e.expect[0].on: found "mon", allowed: a map such as {businessDays: [1, -1]} or {daysOfMonth: [15], roll: previous}',
      ],
    ].map(
      ([on, problem]) =>
        [`expect: [{job: A, times: [4:00], on: ${on}}]`.replace('4:00', '"4:00"'), `3:${problem}`] as [
          string,
          string,
        ],
    ),
    [
      'expect: [{job: A, on: {months: [1]}, runs: 1}]',
      '3:27: environments.e.expect[0].on: says on which days, but not when; add times: ["06:00"], schedule or onCalendar',
    ],
    [
      'expect: [{job: A}]',
      '3:20: environments.e.expect[0].job: nothing is expected of it; give schedule, times, onCalendar, runs or maxRuntime',
    ],
    [
      'expect: [{job: A, onCalendar: "Fri..Mon"}]',
      '3:35: environments.e.expect[0].onCalendar: "Fri..Mon" is not a calendar event of systemd: a range of days ends before it begins; a week begins with Monday',
    ],
    [
      'expect: [{job: A, onCalendar: daily, policy: kubernetes}]',
      '3:50: environments.e.expect[0].policy: is kubernetes, but onCalendar always goes by systemd; leave it out',
    ],
    [
      'expect: [{job: A, schedule: "@daily", onCalendar: daily}]',
      '3:55: environments.e.expect[0].onCalendar: is given beside schedule; keep one of the two',
    ],
    [
      'expect: [{job: A, schedule: "@daily", times: ["06:00"]}]',
      '3:50: environments.e.expect[0].times: is given beside schedule; keep one of the two',
    ],
    [
      'maintenance: [{from: 2026-12-24 18:00, to: 2026-12-24 17:00}]',
      '3:48: environments.e.maintenance[0].to: is not after from',
    ],
  ])('%s', async (line, problem) => {
    expect(await inEnvironment(line)).toEqual([problem]);
  });

  test('a cron expression that is none says which field is wrong', async () => {
    const [problem] = await inEnvironment('expect: [{job: A, schedule: "99 2 * * *"}]');
    expect(problem).toMatch(/^3:33: environments\.e\.expect\[0\]\.schedule: .*99 2.*minute/);
  });

  test('an expression is read as the scheduler it is for reads it', async () => {
    const [problem] = await inEnvironment(
      'expect: [{job: A, schedule: "5/15 * * * *", policy: debian-cron}]',
    );
    expect(problem).toContain('environments.e.expect[0].schedule');
    expect(await inEnvironment('expect: [{job: A, schedule: "5/15 * * * *", policy: kubernetes}]')).toEqual(
      [],
    );
  });

  test.each(['often', 0, 1001])('a budget of %s is none', async budget => {
    expect(await problemsOf(`learn: {falseAlarmsPerDay: ${budget}}\nenvironments: {e: {}}\n`)).toEqual([
      `1:28: learn.falseAlarmsPerDay: found ${JSON.stringify(budget)}, allowed: auto, or a number of false alarms a day, above 0 and at most 1000`,
    ]);
  });

  test('a key that cannot do without a value is missing', async () => {
    expect(await inEnvironment('sources: [{name: x}]')).toEqual([
      '3:15: environments.e.sources[0].adapter: missing, allowed: control-m, csv, cron, lines, kubernetes',
    ]);
  });
});

describe('what is nearly right is asked back', () => {
  test.each([
    [
      'sources: [{adapter: contol-m}]',
      '3:25: environments.e.sources[0].adapter: found "contol-m", allowed: control-m, csv, cron, lines, kubernetes; did you mean "control-m"?',
    ],
    [
      'refesh: 5m',
      '3:5: environments.e.refesh: unknown key, allowed: title, timezone, dayStart, via, refresh, timeout, calendar, labels, variables, sources, expect, learn, silence, maintenance; did you mean "refresh"?',
    ],
    [
      'timezone: Europe/Londn',
      '3:15: environments.e.timezone: found "Europe/Londn", allowed: an IANA time zone such as Europe/London; did you mean "Europe/London"?',
    ],
    ['calendar: nnoe', '3:15: environments.e.calendar: found "nnoe", allowed: none; did you mean "none"?'],
    [
      'sources: [{adapter: csv, command: [x], options: {statuses: {OK: suceeded}}}]',
      '3:69: environments.e.sources[0].options.statuses.OK: found "suceeded", allowed: succeeded, failed; did you mean "succeeded"?',
    ],
  ])('%s', async (line, problem) => {
    expect(await inEnvironment(line)).toEqual([problem]);
  });

  test('a misspelled key of a form is one of that form', async () => {
    expect(await inEnvironment('expect: [{job: A, runs: 1, grase: 5m}]')).toEqual([
      expect.stringMatching(
        /^3:32: environments\.e\.expect\[0\]\.grase: unknown key, allowed: job, .*"grace"\?$/,
      ),
    ]);
    expect(await inEnvironment('expect: [{count: {min: 1, maxx: 2}}]')).toEqual([
      '3:31: environments.e.expect[0].count.maxx: unknown key, allowed: min, max, by; did you mean "max"?',
    ]);
  });
});

describe('what refers to nothing', () => {
  test.each([
    ['calendar: uk', '3:15: environments.e.calendar: found "uk", allowed: none'],
    [
      'expect: [{job: A, runs: 1, source: cron}]',
      '3:40: environments.e.expect[0].source: found "cron", there is no source of this environment',
    ],
    [
      'sources: [{adapter: cron}, {adapter: cron}]',
      '3:32: environments.e.sources[1]: a second source called "cron"; give one of them another name: it is a key of the database',
    ],
    [
      'sources: [{adapter: csv}]',
      '3:15: environments.e.sources[0]: the adapter "csv" has no command of its own; add command: [PROGRAM, ARGUMENT] or shell: LINE',
    ],
    [
      'sources: [{adapter: cron, command: [a], shell: b}]',
      '3:45: environments.e.sources[0].shell: is given beside command; keep one of the two',
    ],
    [
      'sources: [{adapter: control-m}]',
      '3:15: environments.e.sources[0].options.server: missing, allowed: text',
    ],
  ])('%s', async (line, problem) => {
    expect(await inEnvironment(line)).toEqual([problem]);
  });

  test('an unknown placeholder is named with the known ones', async () => {
    const [problem] = await inEnvironment('sources: [{adapter: csv, command: [cat, "{fob}"]}]');
    expect(problem).toMatch(
      /^3:45: environments\.e\.sources\[0\]\.command\[1\]: unknown placeholder \{fob\}; .*\{date\}/,
    );
    expect(await inEnvironment('sources: [{adapter: csv, shell: "cat {fob}"}]')).toHaveLength(1);
  });

  test.each([
    ['calendars: {c: {country: XX}}', 'calendars.c.country: found "XX"'],
    ['calendars: {c: {country: GB, state: XX}}', 'calendars.c.state: found "XX"'],
    ['calendars: {c: {state: ENG}}', 'calendars.c: gives a state or region without its country'],
    ['calendars: {none: {}}', 'calendars.none: "none" always means'],
  ])('%s', async (line, problem) => {
    expect(await problemsOf(`${line}\nenvironments: {e: {}}`)).toEqual([expect.stringContaining(problem)]);
  });
});

describe('text that is not YAML', () => {
  test.each([
    ['environments:\n\te: {}\n', '2:1: a tab is used for indentation; YAML allows spaces only'],
    ['environments:\n  e: {}\n  e: {}\n', '3:3: the key e is given twice; keep one'],
    ['', '1:1: the file is empty; `jobtrack-tui init` shows what to write'],
    ['# nothing\n', '1:1: the file is empty; `jobtrack-tui init` shows what to write'],
    ['- e\n', '1:1: found a list, allowed: a map of keys'],
    ['e: &a [*a]\n', '1:1: an anchor contains an alias of itself'],
    ['environments: {e: {title: *t}}\n', /^1:1: Unresolved alias.*: t$/],
    ['environments: {e: {title: [a, b}}\n', /^1:\d+: not valid YAML: /],
  ])('%j', async (text, problem) => {
    const problems = await problemsOf(text);
    expect(problems[0]).toEqual(typeof problem === 'string' ? problem : expect.stringMatching(problem));
  });
});

test('line ends inside what cannot be made sense of count, too', async () => {
  const problems = await problemsOf("environments: {e: [x]'\n  b: c\n");
  expect(problems.at(-1)).toMatch(/^3:1: not valid YAML: Flow map .* must .*end with a }/);
});

test('of a key that is a list only the problem is told, without a warning of the YAML reader', async () => {
  const warn = vi.spyOn(process, 'emitWarning');
  expect(await problemsOf('? [a, b]\n: c\nenvironments: {e: {}}\n')).toEqual([
    expect.stringMatching(/^1:1: \["\[ a, b \]"\]: unknown key, allowed: timezone/),
  ]);
  expect(warn).not.toHaveBeenCalled();
  warn.mockRestore();
});

test('a key of any length is told in a line that can be read', async () => {
  const [problem] = await problemsOf(`${'x'.repeat(1000)}: 1\nenvironments: {e: {}}\n`);
  expect(problem?.length).toBeLessThan(500);
});

test('every problem is told at once, in the order of the file', async () => {
  const problems = await problemsOf(`databse: x
environments:
  e:
    dayStart: "25:00"
    calendar: uk
    sources:
      - {adapter: csv}
      - {adapter: control-m, options: {server: 5}, timeout: soon}
    expect:
      - {job: A, schedule: "x", grace: -1m}
`);
  expect(problems.map(line => line.replace(/^(\d+):\d+: ([^:]+):.*$/, '$1 $2'))).toEqual([
    '1 databse',
    '4 environments.e.dayStart',
    '5 environments.e.calendar',
    '7 environments.e.sources[0]',
    '8 environments.e.sources[1].options.server',
    '8 environments.e.sources[1].timeout',
    '10 environments.e.expect[0].schedule',
    '10 environments.e.expect[0].grace',
  ]);
});

test('a problem in a merged part is told at the part that merges it', async () => {
  const problems = await problemsOf('environments:\n  a: &base {dayStart: "25:00"}\n  b: {<<: *base}\n');
  expect(problems.map(line => line.split(':').slice(0, 3).join(':'))).toEqual([
    '2:23: environments.a.dayStart',
    '3:3: environments.b.dayStart',
  ]);
});

test('after twenty problems the others are counted', async () => {
  const keys = Array.from({length: 25}, (_, index) => `k${index}: 1`).join('\n');
  await expect(readSample(`${keys}\nenvironments: {e: {}}`)).rejects.toThrow(
    /k19: unknown key[^\n]*\n… and 5 more\n25 problems in the configuration; mend the lines above/,
  );
});

test('what was found cannot reach the terminal as a control sequence', async () => {
  const problems = await inEnvironment('timezone: "\\e[31mred\\u202E"');
  expect(problems).toEqual([expect.stringContaining('found "red"')]);
});
