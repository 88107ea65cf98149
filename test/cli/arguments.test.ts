import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {COMMANDS} from '../../source/cli/command-table.ts';
import {FLAGS, spellFlag} from '../../source/cli/flags.ts';
import {readCommandLine} from '../../source/cli/parse-arguments.ts';
import {createPlace} from './place.ts';
import {runMain} from './run-main.ts';

const place = createPlace('{prod-ldn: {sources: [{adapter: csv, command: [cat, /dev/null]}]}}');
const env = {...place.env, JOBTRACK_CONFIG: place.config};
beforeAll(async () => {
  await runMain(['collect'], {env});
});
afterAll(() => place.remove());

describe('a mistake is answered on standard error with exit code 2', () => {
  test.each([
    [['--bogus'], '--bogus is not a flag of "jobtrack-tui"; see jobtrack-tui --help'],
    [['--jsn'], '--jsn is not a flag of "jobtrack-tui"; did you mean --json?'],
    [['today', '--limit', '3'], '--limit is not a flag of "jobtrack-tui today"'],
    [['-x'], '-x is not a flag of "jobtrack-tui"'],
    [['--constructor'], '--constructor is not a flag'],
    [['--config.path', 'x'], '--config.path is not a flag'],
    [['today', 'x'], '"x" is one argument too many for "jobtrack-tui today"; see jobtrack-tui today --help'],
    [['a', 'b'], '"b" is one argument too many for "jobtrack-tui"; see jobtrack-tui --help'],
    [['--env'], '--env needs a value: --env NAME'],
    [['--env', '--json'], '--env needs a value: --env NAME'],
    [['--env='], '--env needs a value'],
    [['--env', ''], '--env needs a value'],
    [['runs', '--job', '-x'], '--job needs a value: --job GLOB'],
    [['runs', '--limit'], '--limit needs a value: --limit N'],
    [['runs', '--limit', 'ten'], '--limit needs a number: --limit N, not "ten"'],
    [['runs', '--limit', '0'], '--limit 0 is not a number of rows; write a whole number from 1'],
    [['runs', '--limit', '-1'], '--limit -1 is not a number of rows'],
    [['runs', '--days', '1.5'], '--days 1.5 is not possible; write a whole number from 1'],
    [['history', '--days', '1e9'], '--days 1000000000 is not possible; write a whole number from 1'],
    [['--json=yes'], '--json takes no value; "yes" is one'],
    [['--no-json=false'], '--no-json takes no value'],
    [['--config', 'a', '--config', 'b'], '--config is given twice; give it once'],
    [['runs', '--json', '--csv'], '--json and --csv exclude each other; give one'],
    [['--cached', '--fresh'], '--cached and --fresh exclude each other; give one'],
    [['runs', '--date', 'today', '--days', '2'], '--date and --days exclude each other'],
    [['runs', '--from', 'yesterday', '--to', 'today', '--days', '2'], 'say the same twice; give two of them'],
    [
      ['runs', '--from', 'today', '--to', 'yesterday'],
      '--from 2026-11-23 is after --to 2026-11-22; exchange them',
    ],
    [['runs', '--from', '2030-01-01'], '--from 2030-01-01 is after today, 2026-11-23; give --to as well'],
    [
      ['--date', 'nonsense'],
      '--date "nonsense" is not a day; write it as YYYY-MM-DD, or today, or yesterday',
    ],
    [['--date', '2026-02-30'], '--date "2026-02-30" is not a day'],
    [['--date', '9999-12-31'], '--date 9999-12-31 is out of reach'],
    [['--now', '2026-11-23 06:40'], '--now "2026-11-23 06:40" is not an instant; write it with its offset'],
    [['--now', '9999-12-31T23:00:00Z'], '--now 9999-12-31T23:00:00Z is out of reach'],
    [['--env', 'prod-ldm'], 'no environment is called "prod-ldm"; did you mean "prod-ldn"?'],
    [['tody'], 'did you mean the command "today"?'],
    [['x'], 'no environment is called "x"; known: prod-ldn'],
    [['prod-ldn', '--env', 'prod-ldn'], 'name the environment once'],
    [['slots', '--by', '25:00'], '--by "25:00" is not a time of day; write it as HH:MM'],
    [['db'], 'say what to do with the database: db check, db backup [file], db restore <file>'],
    [['db', 'chek'], 'db "chek" is not known; did you mean check?'],
    [['config', 'shw'], 'config "shw" is not known; did you mean show?'],
  ])('%j', async (argv, message) => {
    const {code, stdout, stderr} = await runMain(argv, {env});
    expect({code, stdout}).toEqual({code: 2, stdout: ''});
    expect(stderr).toMatch(/^jobtrack-tui: .+\n$/);
    expect(stderr).toContain(message);
  });

  test('except by the monitoring plugin, whose line has to say it', async () => {
    const answer = await runMain(['check', '--bogus']);
    expect(answer).toEqual({
      code: 3,
      stdout: 'JOBS UNKNOWN - --bogus is not a flag of "jobtrack-tui check"; see jobtrack-tui check --help\n',
      stderr: '',
    });
  });
});

describe('help and version', () => {
  test.each(COMMANDS)('`$name --help` names its flags and no other', async ({name, flags}) => {
    const {code, stdout, stderr} = await runMain([name, '--help'].filter(Boolean));
    expect({code, stderr}).toEqual({code: 0, stderr: ''});
    const named = [...stdout.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, flag]) => flag);
    expect(named).toEqual([...flags, 'help', 'version'].map(spellFlag));
    expect(Math.max(...stdout.split('\n').map(line => line.length))).toBeLessThan(120);
  });

  test('the first help lists every command', async () => {
    const {stdout} = await runMain(['-h']);
    for (const {name, summary} of COMMANDS.filter(({name}) => name !== '')) {
      expect(stdout).toMatch(
        new RegExp(`^  ${name} .*${summary.replaceAll(/[$()*+.?[\]^{|}]/g, '\\$&')}$`, 'm'),
      );
    }
  });

  test('--version prints the version alone, whatever else is asked', async () => {
    expect(await runMain(['today', '--version'])).toEqual({code: 0, stdout: '1.2.3\n', stderr: ''});
  });
});

describe('flags', () => {
  test('may be written with = and in the middle of operands', async () => {
    const {stdout} = await runMain(['schedule', '--timezone=UTC', '0 7 * * *', '--count=1', '--json']);
    expect(JSON.parse(stdout).due).toEqual(['2026-11-23T07:00:00Z']);
  });

  test.each([
    [['--no-color'], true],
    [['--no-color', '--json'], true],
    [['--no-color=true'], true],
    [['--json'], undefined],
  ])('%j: no colours %s', (argv, noColor) => {
    expect(readCommandLine(argv).flags.noColor).toBe(noColor);
  });

  test('end at --', async () => {
    const {code, stderr} = await runMain(['schedule', '--', '--json']);
    expect(code).toBe(2);
    expect(stderr).toContain('"--json" is not a cron expression');
  });

  test('of every command are in the table of flags', () => {
    const unknown = COMMANDS.flatMap(({flags}) => flags.filter(name => !Object.hasOwn(FLAGS, name)));
    expect(unknown).toEqual([]);
    const unused = Object.keys(FLAGS).filter(
      name =>
        !['help', 'version'].includes(name) && !COMMANDS.some(({flags}) => flags.some(flag => flag === name)),
    );
    expect(unused).toEqual([]);
  });
});
