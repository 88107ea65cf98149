/**
 * Compares due instants of random calendar events with what `systemd-analyze calendar` says, around clock changes and far from
 * them. Arguments: how many expressions, and a seed.
 * Needs Debian's systemd package; no running systemd. Exits 1 on any difference.
 */
import {execFileSync, spawnSync} from 'node:child_process';
import process from 'node:process';
import {parseCalendarEvent, splitEventZone} from '../../source/domain/calendar-event.ts';
import {nextDue} from '../../source/domain/due-instants.ts';
import {eventGenerator, randomNumbers} from './calendar-events.ts';

const PLACES: readonly [zone: string, from: string][] = [
  ['Europe/London', '2026-03-28T11:00:00Z'],
  ['Europe/London', '2026-10-24T11:00:00Z'],
  ['America/New_York', '2026-03-07T12:00:00Z'],
  ['America/New_York', '2026-10-31T12:00:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T00:00:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T00:00:00Z'],
  ['America/Sao_Paulo', '2018-11-03T12:00:00Z'],
  ['America/Sao_Paulo', '2018-02-17T12:00:00Z'],
  ['America/Havana', '2026-03-07T12:00:00Z'],
  ['America/Havana', '2026-10-31T12:00:00Z'],
  ['Africa/Cairo', '2026-04-23T12:00:00Z'],
  ['Africa/Cairo', '2026-10-29T12:00:00Z'],
  ['Antarctica/Troll', '2026-03-28T12:00:00Z'],
  ['Antarctica/Troll', '2026-10-24T12:00:00Z'],
  ['Asia/Kolkata', '2026-02-26T00:00:00Z'],
  ['UTC', '2028-02-27T00:00:00Z'],
];
const ITERATIONS = 8;
const BATCH = 200;

/** `gave up`: systemd says itself that it found an infinite loop in its own calculation. */
type Answer = {due: string[]} | 'refused' | 'gave up';

const [count = '12000', seed = '20261130'] = process.argv.slice(2);
const version = execFileSync('systemd-analyze', ['--version'], {encoding: 'utf8'}).split('\n')[0];
const next = eventGenerator(randomNumbers(Number(seed)));
const perPlace = Math.ceil(Number(count) / PLACES.length);
let [compared, refused, gaveUp, repeated, skipped, instants] = [0, 0, 0, 0, 0, 0];
const differences: string[] = [];

for (const [zone, from] of PLACES) {
  const before = differences.length;
  const expressions = Array.from({length: perPlace}, next);
  for (let start = 0; start < expressions.length; start += BATCH) {
    const batch = expressions.slice(start, start + BATCH);
    const theirs = askSystemd(batch, zone, from);
    for (const expression of batch) compare(expression, zone, from, theirs.get(expression));
  }
  console.log(
    `${zone.padEnd(20)} from ${from}: ${perPlace} expressions, ${differences.length - before} differ`,
  );
}
for (const difference of differences.slice(0, 40)) console.log(`DIFFERENT ${difference}`);
console.log(
  `${version}, seed ${seed}: ${compared} expressions compared, ${refused} of them refused by both, ${instants} instants;\n` +
    `${differences.length} differ, ${repeated} took the other instant of a repeated time, in ${skipped} systemd lost some, for ${gaveUp} more systemd found itself in an infinite loop`,
);
process.exitCode = differences.length === 0 && instants > compared && refused > 0 ? 0 : 1;

function compare(expression: string, zone: string, from: string, theirs: Answer | undefined): void {
  const ours = askOurselves(expression, zone, from);
  if (theirs === 'gave up') {
    gaveUp += 1;
    return;
  }
  compared += 1;
  if (ours === 'refused' && theirs === 'refused') refused += 1;
  else if (typeof ours !== 'string' && typeof theirs === 'object') instants += ours.due.length;
  if (JSON.stringify(ours) === JSON.stringify(theirs)) return;
  if (differsByRepeatedTime(ours, theirs, zone)) repeated += 1;
  else if (isSkippedBySystemd(expression, zone, from, theirs)) skipped += 1;
  else
    differences.push(
      `"${expression}" ${zone} from ${from}\n  ours   ${show(ours)}\n  theirs ${show(theirs)}`,
    );
}

/**
 * Whether the only difference is which of the two instants of a repeated local time was taken: mktime(3) decides by what it was
 * asked before, which is nearly always the first.
 */
function differsByRepeatedTime(ours: Answer, theirs: Answer | undefined, zone: string): boolean {
  if (theirs === undefined || typeof theirs === 'string' || typeof ours === 'string') return false;
  return localTimes(ours.due, zone).join() === localTimes(theirs.due, zone).join();
}

/**
 * Whether the only difference is what systemd itself loses when a value that it tries is out of bounds (`tm_within_bounds`): times
 * of a day on which clocks change, or the days of January before the one on which a repetition of days (`02/14`) overflows December.
 */
function isSkippedBySystemd(text: string, zone: string, from: string, theirs: Answer | undefined): boolean {
  if (theirs === undefined || typeof theirs === 'string') return false;
  const {expression, timezone = zone} = splitEventZone(text);
  const due = nextDue({kind: 'on-calendar', expression, timezone}, Date.parse(from), 100 * ITERATIONS);
  const all = localTimes(due.map(utcText), zone);
  const found = localTimes(theirs.due, zone);
  const last = all.indexOf(found.at(-1) ?? '');
  const lost = all.slice(0, last).filter(local => !found.includes(local));
  const repeatsDays = /^[^ :]*[-~][^ ]*\/\d/.test(expression.replace(/^[a-z.,-]+ /i, ''));
  return (
    found.every(local => all.includes(local)) &&
    lost.every(local => hasClockChange(local, zone) || (repeatsDays && local.slice(5, 7) === '01'))
  );
}

function hasClockChange(local: string, zone: string): boolean {
  return Temporal.PlainDate.from(local.slice(0, 10)).toZonedDateTime(zone).hoursInDay !== 24;
}

function localTimes(due: readonly string[], zone: string): string[] {
  return due.map(text =>
    Temporal.Instant.from(`${text.replace(' ', 'T')}Z`)
      .toZonedDateTimeISO(zone)
      .toPlainDateTime()
      .toString(),
  );
}

function utcText(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}

function show(answer: Answer | undefined): string {
  return answer === undefined || typeof answer === 'string'
    ? String(answer)
    : answer.due.join(' ') || 'never';
}

function askOurselves(text: string, zone: string, from: string): Answer {
  const {expression, timezone = zone} = splitEventZone(text);
  try {
    parseCalendarEvent(expression);
  } catch {
    return 'refused';
  }
  const due = nextDue({kind: 'on-calendar', expression, timezone}, Date.parse(from), ITERATIONS);
  return {due: due.map(utcText)};
}

/** By expression: `systemd-analyze` prints a block for each, and on standard error those that it refuses. */
function askSystemd(expressions: readonly string[], zone: string, from: string): Map<string, Answer> {
  const base = `${from.slice(0, 19).replace('T', ' ')} UTC`;
  const {stdout, stderr} = spawnSync(
    'systemd-analyze',
    ['calendar', `--iterations=${ITERATIONS}`, `--base-time=${base}`, '--', ...expressions],
    {encoding: 'utf8', env: {...process.env, TZ: zone, LC_ALL: 'C'}, maxBuffer: 64 * 1024 * 1024},
  );
  const answers = new Map<string, Answer>(expressions.map(expression => [expression, 'refused']));
  for (const block of stdout.split(/\n\n/)) {
    const normalized = /Normalized form: (.*)/.exec(block)?.[1];
    const original = /Original form: (.*)/.exec(block)?.[1] ?? normalized;
    if (original === undefined) continue;
    // In UTC the local line is all there is; elsewhere a line in UTC follows each.
    const inUtc = [...block.matchAll(/\(in UTC\): \w{3} (\S+ \S+) UTC/g)];
    const local = [...block.matchAll(/(?:Next elapse|Iter\. #\d+): \w{3} (\S+ \S+) UTC/g)];
    answers.set(original, {due: (inUtc.length > 0 ? inUtc : local).map(match => match[1] ?? '')});
  }
  for (const [, expression = ''] of stderr.matchAll(/Failed to determine next elapse for '(.*)':/g))
    answers.set(expression, 'gave up');
  return answers;
}
