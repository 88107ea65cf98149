import {twoDigits} from '../domain/time.ts';
import type {FleetJob} from './fleet-model.ts';

/** Jobs that share everything but the name and follow one another: the first at `from`, the next `stepMinutes` later. */
export function sequence(
  prefix: string,
  names: string,
  from: string,
  stepMinutes: number,
  job: Partial<FleetJob> = {},
): FleetJob[] {
  const [hour = 0, minute = 0] = from.split(':').map(Number);
  return names.split(' ').map((name, index) => {
    const at = hour * 60 + minute + index * stepMinutes;
    const time = [Math.floor(at / 60), at % 60].map(twoDigits).join(':');
    return {name: `${prefix}${name}`, schedule: {at: time}, minutes: 4 + ((index * 5) % 17), ...job};
  });
}
