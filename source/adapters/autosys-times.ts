/** The times of autorep's rows. They are local to the environment, or to the zone that stands after the row. */
import type {ParseContext} from '../domain/adapter.ts';
import type {EpochMs} from '../domain/time.ts';
import {isZone, openZone} from '../domain/zone.ts';
import type {AutosysOptions} from './autosys.ts';
import type {AutosysRow} from './autosys-row.ts';
import {isNoTime, type ReadTime, timeReader} from './timestamps.ts';

type Times = {startedAt: EpochMs | undefined; endedAt: EpochMs | undefined};

export function autosysTimeReader(
  context: ParseContext<AutosysOptions>,
): (row: Pick<AutosysRow, 'startedAt' | 'endedAt' | 'zone'>) => Times | string {
  const {clock, options} = context;
  const readHere = timeReader(context, options.timeFormat);
  const readers = new Map<string, ReadTime | undefined>([['', readHere]]);

  const readerOf = (label: string): ReadTime | undefined => {
    if (!readers.has(label) && readers.size < MAX_ZONES) {
      const name = zoneOf(label.replace(/^\((.*)\)$/, '$1'), clock.zone.name, options.timezones);
      const zone = name === undefined ? undefined : openZone(name);
      readers.set(label, zone && timeReader({...context, clock: {...clock, zone}}, options.timeFormat));
    }
    return readers.get(label);
  };

  return ({startedAt, endedAt, zone}) => {
    const read = readerOf(zone);
    if (!read) return `time zone "${zone}" is not known; name it in timezones`;
    const start = isNoTime(startedAt) ? undefined : read(startedAt);
    const end = isNoTime(endedAt) ? undefined : read(endedAt);
    if (start === undefined && !isNoTime(startedAt))
      return `start "${startedAt}" is not a time; set timeFormat if it is one`;
    if (end === undefined && !isNoTime(endedAt))
      return `end "${endedAt}" is not a time; set timeFormat if it is one`;
    return {startedAt: start, endedAt: end};
  };
}

/** A scheduler has a handful of zones; a hostile output must not fill the memory. */
const MAX_ZONES = 100;

/** AutoSys names zones after cities: the environment's zone `Europe/London` is meant by `London`. Undefined when it is not known. */
export function zoneOf(
  label: string,
  here: string,
  named: Readonly<Record<string, string>> = {},
): string | undefined {
  if (Object.hasOwn(named, label)) return named[label];
  const city = here.split('/').at(-1)?.replaceAll('_', '');
  if (label.replaceAll('_', '').toLowerCase() === city?.toLowerCase()) return here;
  return /^[A-Za-z_]+(?:\/[A-Za-z_]+)+$|^UTC$/.test(label) && isZone(label) ? label : undefined;
}
