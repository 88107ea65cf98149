/** What the rows of the bench's outputs are made of. */

/** `floor`: what reading it takes at the very least; `delimiter`: what a line is split at. */
export type Output = {
  text: string;
  floor: 'JSON.parse' | 'JSON.parse of lines' | 'lines and cells';
  delimiter?: string;
};

const DAY_START = Date.UTC(2026, 10, 23);

/** The start of row `i`: all of them on one day, in order. */
export function at(i: number): number {
  return DAY_START + (i % 86_000) * 1000;
}

/** `2026-11-23T06:40:00Z` */
export function iso(i: number): string {
  return `${new Date(at(i)).toISOString().slice(0, 19)}Z`;
}

export function jobName(i: number): string {
  return `EOD_JOB_${i % 5000}`;
}

/** The exit code. */
export function outcome(i: number): number {
  return i % 10 === 3 ? 3 : 0;
}
