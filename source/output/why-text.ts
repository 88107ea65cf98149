/** The answers of `why`, for people. */
import {plural} from '../domain/text.ts';
import type {EpochMs} from '../domain/time.ts';
import type {WhyReport, WhySlot} from '../report/why.ts';
import {formatLocalTime} from './listings/local-time.ts';
import {wrapText} from './wrap-text.ts';

const INDENT = '    ';

export function formatWhy(
  why: WhyReport,
  {timezone, now, width}: {timezone: string; now: EpochMs; width: number | undefined},
): string {
  const {environment, job, businessDay, slots, more, schedules, drift} = why;
  const time = (instant: string | null): string =>
    formatLocalTime(instant === null ? undefined : Date.parse(instant), timezone, now);
  const lines = slots.flatMap(slot => describeSlot(slot, time, width));
  if (more > 0) lines.push(`  and ${plural(more, 'more slot')}: jobtrack-tui slots`);
  const heading = `${job} in ${environment}, business day ${businessDay}`;
  const told = schedules.length === 0 ? ['Nothing says when it is due: it is never missing.'] : schedules;
  return [
    heading,
    ...(slots.length === 0 ? ['  nothing is expected of it on this day'] : lines),
    '  schedules:',
    ...told.map(text => wrapText(text, width, INDENT)),
    ...(drift.length === 0
      ? []
      : ['  drift:', ...drift.map(({explanation}) => wrapText(explanation, width, INDENT))]),
    '',
  ].join('\n');
}

function describeSlot(
  slot: WhySlot,
  time: (instant: string | null) => string,
  width: number | undefined,
): string[] {
  const due = slot.due === null ? 'any time' : `due ${time(slot.due)}`;
  return [
    `  ${due}: ${slot.verdict}`,
    wrapText(`${slot.explanation}.`, width, INDENT),
    ...slot.causes.map(({text}) => wrapText(`- ${text}.`.replace(/\?\.$/, '?'), width, INDENT)),
    ...(slot.collections.length === 0 ? [] : [`${INDENT}collections:`]),
    ...slot.collections.map(({id, source, startedAt, outcome, rows, error}) =>
      wrapText(
        `${id} ${source} at ${time(startedAt)}: ${outcome}, ${plural(rows, 'row')}${error === null ? '' : `; ${error}`}`,
        width,
        `${INDENT}  `,
      ),
    ),
  ];
}
