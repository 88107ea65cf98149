/**
 * How a state looks, everywhere: one sign, one word and how bad it is. No two signs within a table are the same, so that
 * colour is never what tells them apart. No sign is an emoji or of ambiguous width: each takes one cell in every terminal.
 */
import type {Outcome} from '../domain/collection.ts';
import type {RunStatus} from '../domain/run.ts';
import type {Verdict} from '../domain/slot.ts';
import type {DayMark} from '../report/pages/pages.ts';
import type {EnvironmentState, FindingKind} from '../report/status-report.ts';

export type Severity = 'bad' | 'warn' | 'good' | 'info' | 'muted' | 'plain';

export type Look = {
  /** One cell. */
  glyph: string;
  /** The same in ASCII. */
  ascii: string;
  word: string;
  tone: Severity;
};

const GOOD = {glyph: '✓', ascii: 'v', tone: 'good'} as const;
const BAD = {glyph: '✗', ascii: 'x', tone: 'bad'} as const;
const RUNNING = {glyph: '»', ascii: '*', tone: 'info'} as const;
const STOPPED = {glyph: '⊗', ascii: '#', tone: 'warn'} as const;
const WAITING = {glyph: '∙', ascii: '.', tone: 'muted'} as const;
/** The same character in both sets. */
const sign = (glyph: string, tone: Severity) => ({glyph, ascii: glyph, tone});

export const STATE_LOOKS: Record<EnvironmentState, Look> = {
  problem: {...BAD, word: 'problem'},
  blind: {...sign('?', 'bad'), word: 'blind'},
  stale: {...sign('~', 'warn'), word: 'stale'},
  acknowledged: {...sign('a', 'info'), word: 'acknowledged'},
  ok: {...GOOD, word: 'ok'},
};

export const VERDICT_LOOKS: Record<Verdict, Look> = {
  pending: {...WAITING, word: 'pending'},
  due: {glyph: '◦', ascii: 'o', word: 'due', tone: 'info'},
  running: {...RUNNING, word: 'running'},
  overrun: {...sign('^', 'warn'), word: 'overrun'},
  ok: {...GOOD, word: 'ok'},
  'ok-late': {...sign('+', 'warn'), word: 'ok-late'},
  'ok-early': {...sign('-', 'good'), word: 'ok-early'},
  failed: {...BAD, word: 'failed'},
  missing: {...sign('!', 'bad'), word: 'missing'},
  excused: {...sign('/', 'muted'), word: 'excused'},
  unknown: {...sign('?', 'warn'), word: 'unknown'},
};

/** Of a job for which no run is expected. */
export const UNSCHEDULED_LOOK: Look = {...sign(' ', 'muted'), word: 'not scheduled'};

export const STATUS_LOOKS: Record<RunStatus, Look> = {
  waiting: {...WAITING, word: 'waiting'},
  running: {...RUNNING, word: 'running'},
  succeeded: {...GOOD, word: 'succeeded'},
  failed: {...BAD, word: 'failed'},
  cancelled: {...STOPPED, word: 'cancelled'},
  held: {...sign('=', 'warn'), word: 'held'},
  unknown: {...sign('?', 'warn'), word: 'unknown'},
};

export const OUTCOME_LOOKS: Record<Outcome, Look> = {
  ok: {...GOOD, word: 'ok'},
  empty: {glyph: '◦', ascii: 'o', word: 'empty', tone: 'good'},
  partial: {...sign('~', 'warn'), word: 'partial'},
  exit: {...BAD, word: 'exit'},
  timeout: {...sign('^', 'bad'), word: 'timeout'},
  spawn: {...sign('!', 'bad'), word: 'spawn'},
  parse: {...sign('?', 'bad'), word: 'parse'},
  cancelled: {...STOPPED, word: 'cancelled'},
};

export const FINDING_LOOKS: Record<FindingKind, Look> = {
  missing: VERDICT_LOOKS.missing,
  failed: VERDICT_LOOKS.failed,
  blind: STATE_LOOKS.blind,
  overrun: VERDICT_LOOKS.overrun,
  short: {...sign('<', 'bad'), word: 'short'},
  excess: {...sign('>', 'warn'), word: 'excess'},
  late: {...sign('+', 'warn'), word: 'late'},
  anomaly: {...sign('~', 'warn'), word: 'anomaly'},
  drift: {...sign('%', 'info'), word: 'drift'},
};

/** The letter is the sign, because it also stands in the stored and exported form of a day. */
export const DAY_LOOKS: Record<DayMark, Look> = {
  M: {...sign('M', 'bad'), word: 'missing'},
  F: {...sign('F', 'bad'), word: 'failed'},
  X: {...sign('X', 'warn'), word: 'cancelled'},
  U: {...sign('U', 'warn'), word: 'unknown'},
  L: {...sign('L', 'warn'), word: 'late'},
  R: {...sign('R', 'info'), word: 'running'},
  K: {...sign('K', 'good'), word: 'ok'},
  E: {...sign('E', 'muted'), word: 'excused'},
  '.': {...sign('.', 'muted'), word: 'nothing expected'},
  ' ': {...sign(' ', 'plain'), word: 'not known'},
};

export function lookGlyph({glyph, ascii}: Look, isAscii: boolean): string {
  return isAscii ? ascii : glyph;
}

/** `✗ failed`. */
export function lookText(look: Look, isAscii: boolean): string {
  return `${lookGlyph(look, isAscii)} ${look.word}`;
}
