/** What came of learning an environment, as it is kept beside the models. */
import type {Forecasts, ToldStops} from './make-forecasts.ts';

export type LearnedSummary = Pick<Forecasts, 'falseAlarms' | 'withheld' | 'toldStops'> & {jobs: number};

export function writeSummary({falseAlarms, withheld, toldStops, jobs}: LearnedSummary): string {
  return JSON.stringify({falseAlarms, withheld, toldStops, jobs} satisfies LearnedSummary);
}

export function readSummary(text: string | undefined): LearnedSummary {
  const none: {toldStops: ToldStops} = {toldStops: {}};
  return {falseAlarms: 0, withheld: 0, jobs: 0, ...none, ...(text === undefined ? {} : JSON.parse(text))};
}
