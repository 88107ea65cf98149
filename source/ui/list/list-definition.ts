/** A list as data: what its rows are, how they are shown, sorted and filtered. Every table of the screen is one. */
import type {Column} from '../../output/table.ts';
import type {Tone} from '../paint/theme.ts';

export type ListColumn<Row> = Column<Row> & {
  /** Cells it takes; absent = as many as its widest text. Fixed for what is costly to write ten thousand times. */
  width?: number;
  /** At most so many cells. */
  most?: number;
  /** Becomes so narrow before columns that yield later are left out; its own `yields` is then a lower number. */
  shrinks?: {to: number; yields: number};
  /** Takes what the others leave over, as far as it has text for it. */
  isElastic?: boolean;
  tone?: (row: Row) => Tone;
  /** Draws its own cells, exactly `width` of them, with tones unless `isPlain` (the row under the cursor has its own). */
  draw?: (row: Row, width: number, isPlain: boolean) => string;
  /** What it is sorted by, when that is not its value. */
  sortBy?: (row: Row) => string | number | null;
};

export type ListDefinition<Row> = {
  /** What the rows are, for the foot and for exports: `jobs`. */
  noun: string;
  columns: readonly ListColumn<Row>[];
  /** Stays the same as long as the row means the same. */
  keyOf: (row: Row) => string;
  /** What the filter looks into. */
  textOf: (row: Row) => string;
  isProblem: (row: Row) => boolean;
  /** What `f` goes through. */
  states: readonly {name: string; test: (row: Row) => boolean}[];
  /** Some rows are shown only when a state asks for them: the states that occur are not to be read from the rows. */
  hidesRows?: true;
  /** What to say when there is nothing at all. */
  emptyText: string;
};
