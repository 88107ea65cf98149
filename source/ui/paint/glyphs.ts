/** The look of every state on the screen, and the sign of something under way. */
import type {Outcome} from '../../domain/collection.ts';
import type {RunStatus} from '../../domain/run.ts';
import type {Verdict} from '../../domain/slot.ts';
import type {EpochMs} from '../../domain/time.ts';
import type {Look} from '../../output/looks.ts';
import {
  DAY_LOOKS,
  FINDING_LOOKS,
  OUTCOME_LOOKS,
  STATE_LOOKS,
  STATUS_LOOKS,
  UNSCHEDULED_LOOK,
  VERDICT_LOOKS,
} from '../../output/looks.ts';
import type {DayMark} from '../../report/pages/pages.ts';
import {DAY_MARKS} from '../../report/pages/pages.ts';
import type {EnvironmentState, FindingKind} from '../../report/status-report.ts';

export {lookGlyph, lookText} from '../../output/looks.ts';
export type {Look};

export function environmentStateLook(state: EnvironmentState): Look {
  return STATE_LOOKS[state];
}

/** Null: nothing is scheduled. */
export function verdictLook(verdict: Verdict | null): Look {
  return verdict === null ? UNSCHEDULED_LOOK : VERDICT_LOOKS[verdict];
}

export function statusLook(status: RunStatus): Look {
  return STATUS_LOOKS[status];
}

export function outcomeLook(outcome: Outcome): Look {
  return OUTCOME_LOOKS[outcome];
}

export function findingLook(kind: FindingKind): Look {
  return FINDING_LOOKS[kind];
}

/** Marks come as strings of letters; what is none of them is not known. */
export function dayLook(mark: string | undefined): Look {
  return DAY_LOOKS[isDayMark(mark) ? mark : ' '];
}

function isDayMark(mark: string | undefined): mark is DayMark {
  return DAY_MARKS.some(known => known === mark);
}

const SPINNER = [...'⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏'];
const ASCII_SPINNER = [...'|/-\\'];
/** How long each sign of something under way is shown. */
export const FRAME_MS = 100;

/** Turns with the clock: whoever draws it at the same instant draws the same. */
export function spinnerFrame(now: EpochMs, isAscii: boolean): string {
  const frames = isAscii ? ASCII_SPINNER : SPINNER;
  return frames[Math.floor(now / FRAME_MS) % frames.length] ?? '';
}
