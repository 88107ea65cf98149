/** What the terminal can show: decided once at the edge, changed by a resize or by `:theme`. */
import type {EpochMs} from '../domain/time.ts';
import type {Theme} from './paint/theme.ts';

export type Display = {
  columns: number;
  /** Lines that may be drawn: one less than the terminal has, because a full screen flickers in some. */
  rows: number;
  theme: Theme;
  isAscii: boolean;
  /** For screen readers: sentences instead of tables. */
  isLinear: boolean;
  now: EpochMs;
};
