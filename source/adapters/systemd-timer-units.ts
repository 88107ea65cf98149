/**
 * What systemd says of timer units beside when they elapse next: from `systemctl show '*.timer'`, a block of properties each, or
 * from `systemctl cat '*.timer'`, their files with drop-ins.
 *
 *     Unit=eod.service
 *     TimersCalendar={ OnCalendar=Mon..Fri *-*-* 02:00:00 Europe/London ; next_elapse=Tue 2026-12-01 02:00:00 UTC }
 *     RandomizedDelayUSec=10min
 *     Id=eod.timer
 *     SubState=waiting
 */
import {parseTimeSpan} from './systemd-span.ts';

export type TimerUnit = {
  name: string;
  /** The unit that it starts. */
  activates: string;
  /** Calendar events as written, with their zones. */
  calendars: string[];
  /** How much later than its calendar says it may start, in milliseconds. */
  delayMs: number;
  /** Starts at boot what was missed while the machine was off. */
  isPersistent: boolean;
  /** `waiting`, `running`, `elapsed`, `dead`, `failed`; empty where it is not told. */
  state: string;
  /** Stopped, and nothing says that it was ever meant to be started. */
  isUnused: boolean;
};

/** systemd's own default of AccuracySec. */
const DEFAULT_ACCURACY_MS = 60_000;

/** Where the JSON of list-timers ends and properties or unit files begin; -1 where there are none. */
export function findTimerUnits(text: string): number {
  return text.search(/^(?:[A-Za-z]+=|# \/\S+\.timer)/m);
}

export function readTimerUnits(text: string): TimerUnit[] {
  const isCat = /^# \/\S+\.timer/m.test(text);
  const blocks = isCat ? splitFiles(text) : text.split(/\n\s*\n/).map(readProperties);
  return blocks.flatMap(block => toUnit(block) ?? []);
}

type Properties = ReadonlyMap<string, readonly string[]>;

function readProperties(block: string): Properties {
  const properties = new Map<string, string[]>();
  for (const line of block.split('\n')) {
    const [, name = '', value = ''] = /^\s*([A-Za-z]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (name === '') continue;
    // In a unit file an empty value takes back what the lines before it have added.
    if (value === '') properties.delete(name);
    else properties.set(name, [...(properties.get(name) ?? []), value]);
  }
  return properties;
}

/** Each unit's files, the drop-ins after the file that they change. */
function splitFiles(text: string): Properties[] {
  const units = new Map<string, string[]>();
  let lines: string[] = [];
  for (const line of text.split('\n')) {
    const name = /^# \/(?:\S*\/)?([^/\s]+\.timer)(?:\.d\/[^/\s]+)?$/.exec(line)?.[1];
    if (name === undefined) {
      lines.push(line);
      continue;
    }
    lines = units.get(name) ?? [`Id=${name}`];
    units.set(name, lines);
  }
  return [...units.values()].map(own => readProperties(own.join('\n')));
}

function toUnit(properties: Properties): TimerUnit | undefined {
  const last = (...names: string[]): string =>
    names.map(name => properties.get(name)?.at(-1)).find(value => value !== undefined) ?? '';
  const name = last('Id');
  if (!name.endsWith('.timer')) return undefined;
  const shown = (properties.get('TimersCalendar') ?? []).flatMap(
    value => /\bOnCalendar=(.*?)\s*;\s*next_elapse=/.exec(value)?.[1] ?? [],
  );
  const span = (fallbackMs: number, ...names: string[]): number => {
    const parsed = parseTimeSpan(last(...names));
    return parsed === undefined || !Number.isFinite(parsed) ? fallbackMs : parsed;
  };
  const state = last('SubState');
  const isStopped = state === 'dead' || state === 'failed';
  return {
    name,
    activates: last('Unit') || name.replace(/\.timer$/, '.service'),
    calendars: [...shown, ...(properties.get('OnCalendar') ?? [])],
    delayMs:
      span(0, 'RandomizedDelayUSec', 'RandomizedDelaySec') +
      span(DEFAULT_ACCURACY_MS, 'AccuracyUSec', 'AccuracySec'),
    isPersistent: /^(?:yes|true|on|1)$/i.test(last('Persistent')),
    state,
    isUnused: isStopped && !/^enabled/.test(last('UnitFileState')) && last('LastTriggerUSec') === '',
  };
}
