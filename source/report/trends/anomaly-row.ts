/** What was odd of late, in the order in which it is listed within a day. */
import type {Day} from '../../domain/time.ts';

export const ANOMALY_KINDS = [
  'short',
  'excess',
  'streak',
  'first-failure',
  'flapping',
  'difference',
] as const;
export type AnomalyKind = (typeof ANOMALY_KINDS)[number];

export type AnomalyRow = {
  kind: AnomalyKind;
  environment: string;
  /** Null for the environment as a whole. */
  job: string | null;
  day: Day;
  /** Of a number: what was found, what was to be expected, and the band in which it would be usual. */
  found: number | null;
  expected: number | null;
  low: number | null;
  high: number | null;
  probability: number | null;
  /** Of a streak or a difference: how many days it has lasted. */
  days: number | null;
  explanation: string;
};

export const NO_NUMBERS = {found: null, expected: null, low: null, high: null, probability: null, days: null};
