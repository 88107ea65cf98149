/** What came of learning an environment, as it is kept beside the models. */
import type {Forecasts, ToldStops} from './make-forecasts.ts';

export type LearnedSummary = Pick<Forecasts, 'falseAlarms' | 'withheld' | 'toldStops'> & {
  jobs: number;
  /** Its share of the false alarms that are allowed a day. */
  allowed: number;
};

export function writeSummary({falseAlarms, withheld, toldStops, jobs, allowed}: LearnedSummary): string {
  return JSON.stringify({falseAlarms, withheld, toldStops, jobs, allowed} satisfies LearnedSummary);
}

export function readSummary(text: string | undefined): LearnedSummary {
  const none: {toldStops: ToldStops} = {toldStops: {}};
  return {
    falseAlarms: 0,
    withheld: 0,
    jobs: 0,
    allowed: 0,
    ...none,
    ...(text === undefined ? {} : JSON.parse(text)),
  };
}

/** How many false alarms a day are allowed of all environments; their shares are those of what each has learned. */
export function allowedOfAll(wanted: number | 'auto', shares: readonly number[]): number {
  if (wanted !== 'auto') return wanted;
  const sum = shares.reduce((total, share) => total + share, 0);
  return Math.max(1, Math.round(sum * 10) / 10);
}
