/**
 * Debian cron 3.0pl1, transliterated for comparing with: load_entry, get_list, get_range and get_number of `entry.c`
 * (numbers, names, lists, ranges and steps), main loop and find_jobs of `cron.c`. Minute by minute and without any
 * thought of ours, so that it can be wrong only where the C program is.
 */
import type {EpochMs} from '../../source/domain/time.ts';

const MONTH_NAMES = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DOW_NAMES = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

type Entry = {
  minute: Set<number>;
  hour: Set<number>;
  dom: Set<number>;
  month: Set<number>;
  dow: Set<number>;
  minStar: boolean;
  hrStar: boolean;
  domStar: boolean;
  dowStar: boolean;
};

function loadEntry(expression: string): Entry {
  const [minute = '', hour = '', dom = '', month = '', dow = ''] = expression.split(' ');
  const entry: Entry = {
    minute: getList(minute, 0, 59),
    hour: getList(hour, 0, 23),
    dom: getList(dom, 1, 31),
    month: getList(month, 1, 12, MONTH_NAMES),
    dow: getList(dow, 0, 7, DOW_NAMES),
    minStar: minute.startsWith('*'),
    hrStar: hour.startsWith('*'),
    domStar: dom.startsWith('*'),
    dowStar: dow.startsWith('*'),
  };
  if (entry.dow.has(0) || entry.dow.has(7)) entry.dow.add(0).add(7);
  return entry;
}

function getList(field: string, low: number, high: number, names: string[] = []): Set<number> {
  const bits = new Set<number>();
  for (const range of field.split(',')) {
    const [ends = '', step = '1'] = range.split('/');
    const [first = '', last = first] = ends === '*' ? [String(low), String(high)] : ends.split('-');
    for (let i = getNumber(first, low, names); i <= getNumber(last, low, names); i += Number(step))
      bits.add(i);
  }
  return bits;
}

function getNumber(text: string, low: number, names: string[]): number {
  const index = names.indexOf(text.toLowerCase());
  return index >= 0 ? index + low : Number(text);
}

/** The minutes (as instants) in `[from, to)` at whose beginning cron starts the job. cron itself is started at `from`. */
export function simulateDebianCron(
  expression: string,
  offsetAt: (instant: EpochMs) => number,
  from: EpochMs,
  to: EpochMs,
): EpochMs[] {
  const entry = loadEntry(expression);
  const started = new Set<EpochMs>();
  let now = from - 60_000;
  const setTime = (): number => Math.floor((now + offsetAt(now)) / 60_000);

  const findJobs = (vtime: number, doWild: boolean, doNonWild: boolean): void => {
    const tm = new Date(vtime * 60_000);
    const domMatches = entry.dom.has(tm.getUTCDate());
    const dowMatches = entry.dow.has(tm.getUTCDay());
    if (
      entry.minute.has(tm.getUTCMinutes()) &&
      entry.hour.has(tm.getUTCHours()) &&
      entry.month.has(tm.getUTCMonth() + 1) &&
      (entry.domStar || entry.dowStar ? dowMatches && domMatches : dowMatches || domMatches)
    ) {
      const isWild = entry.minStar || entry.hrStar;
      if ((doNonWild && !isWild) || (doWild && isWild)) started.add(now);
    }
  };

  let timeRunning = setTime();
  let virtualTime = timeRunning;
  for (now = from; now < to; now += 60_000) {
    const clockTime = setTime();
    if (clockTime === timeRunning) continue;
    timeRunning = clockTime;
    const timeDiff = timeRunning - virtualTime;
    if (timeDiff === 1) {
      virtualTime = timeRunning;
      findJobs(virtualTime, true, true);
      continue;
    }
    let wakeupKind = -1;
    if (timeDiff > -(3 * 60)) wakeupKind = 0;
    if (timeDiff > 0) wakeupKind = 1;
    if (timeDiff > 5) wakeupKind = 2;
    if (timeDiff > 3 * 60) wakeupKind = 3;
    switch (wakeupKind) {
      case 1:
        do {
          virtualTime++;
          findJobs(virtualTime, true, true);
        } while (virtualTime < timeRunning);
        break;
      case 2:
        findJobs(timeRunning, true, false);
        do {
          virtualTime++;
          findJobs(virtualTime, false, true);
        } while (virtualTime < timeRunning);
        break;
      case 0:
        findJobs(timeRunning, true, false);
        break;
      default:
        virtualTime = timeRunning;
        findJobs(timeRunning, true, true);
    }
  }
  return [...started];
}
