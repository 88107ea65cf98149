/**
 * Answers of the calendar rules, remembered by what they follow from: the history, day by day, and the day asked for. Most
 * jobs of a fleet have run on each of the days that others ran on, and of each the next days are asked one after the other.
 */
import type {Calendar} from '../../domain/expectation.ts';
import type {CalendarKeys} from './calendar-keys.ts';
import {calendarKeys} from './calendar-keys.ts';
import {packStates} from './day-states.ts';
import type {AskOf, Outlook, StateSpan} from './experts.ts';
import {replay, replayedSpan} from './experts.ts';
import {askQuarterly} from './quarterly.ts';

/** A few hundred bytes each. */
const MOST_ANSWERS = 4000;

let rules: CalendarKeys | undefined;
const answers = new Map<string, Outlook>();
/** The history that was replayed last, and whom to ask of it. */
let last: {history: string; ask: AskOf} | undefined;

/** Whom to ask what a history says of the days after it, as the calendar numbers them. */
export function askOf(span: StateSpan, calendar: Calendar | undefined): AskOf {
  const replayed = replayedSpan(span);
  const history = nameHistory(replayed);
  return day => {
    const keys = calendarKeys(calendar, span.from - 2, day + 3);
    if (keys !== rules) forget(keys);
    const question = `${day} ${history}`;
    const known = answers.get(question);
    if (known) return known;
    if (last?.history !== history)
      last = {history, ask: askQuarterly(replayed, keys) ?? replay(replayed, keys)};
    const outlook = last.ask(day);
    if (answers.size >= MOST_ANSWERS) answers.clear();
    answers.set(question, outlook);
    return outlook;
  };
}

function forget(keys: CalendarKeys): void {
  rules = keys;
  answers.clear();
  last = undefined;
}

/** Two histories of one name are the same, looked at from the same calendar days. */
function nameHistory({states, from, start, end, shift}: StateSpan): string {
  return `${from + start + shift} ${packStates(states.subarray(start, end), end - start)}`;
}
