/** The list of what needs a person. */
import type {Outcome} from '../../domain/collection.ts';
import {isAnswer, isComplete} from '../../domain/collection.ts';
import {plural} from '../../domain/text.ts';
import type {EpochMs} from '../../domain/time.ts';
import {SECOND_MS} from '../../domain/time.ts';
import type {CollectionEvidence} from '../../report/status-report.ts';
import {FINDING_KINDS} from '../../report/status-report.ts';
import type {Display} from '../display.ts';
import type {ListColumn, ListDefinition} from '../list/list-definition.ts';
import type {Look} from '../paint/glyphs.ts';
import {findingLook, lookText, verdictLook} from '../paint/glyphs.ts';
import {formatAge} from '../text/ages.ts';
import {formatDayTime, formatTime, isoOrNull} from '../text/instants.ts';
import type {FindingRow} from './missing-rows.ts';
import {formatMoment, instantOf, isAcknowledged, overdueMs} from './missing-rows.ts';

export type MissingAbout = {
  /** The business day in the header: other environments' own days are named. */
  businessDay: string;
  /** Whether any environment is in another one. */
  hasOtherDays: boolean;
  /** Whether anybody has acknowledged or snoozed anything. */
  hasAcknowledged: boolean;
  /** Read when a row is drawn: what is overdue becomes more so between two collections. */
  now: () => EpochMs;
};

/** What `n` and `p` pass over: these are over, cannot be judged, or can wait for a quiet hour. */
const NO_PROBLEM: ReadonlySet<FindingRow['kind']> = new Set(['late', 'unknown', 'drift']);

/** The names of all state filters, in the order of `f`. */
export const FINDING_STATES = [...FINDING_KINDS, 'unknown', 'acknowledged', 'snoozed'] as const;
type FindingState = (typeof FINDING_STATES)[number];

export function isInState(row: FindingRow, state: FindingState): boolean {
  // Held on purpose, it is missing no more.
  if (row.isHold) return state === 'acknowledged';
  return state === 'acknowledged' || state === 'snoozed' ? isAcknowledged(row, state) : row.kind === state;
}

/** `states`: those that `f` goes through (the ones that occur). */
export function defineFindings(
  {isAscii}: Pick<Display, 'isAscii'>,
  about: MissingAbout,
  states: readonly FindingState[] = FINDING_STATES,
): ListDefinition<FindingRow> {
  return {
    noun: 'findings',
    keyOf: ({key}) => key,
    textOf: ({kind, environment, subject, explanation, findings}) =>
      [
        kind,
        environment,
        subject,
        explanation,
        ...findings.map(({acknowledgement}) => acknowledgement?.by),
      ].join(' '),
    isProblem: row => !NO_PROBLEM.has(row.kind) && !isAcknowledged(row),
    hidesRows: true,
    states: states.map(name => ({name, test: row => isInState(row, name)})),
    emptyText: 'Nothing is missing, nothing has failed: nothing here needs a person.',
    columns: [
      {
        key: 'kind',
        title: 'what',
        width: 9,
        value: ({kind}) => kind,
        text: row => lookText(rowLook(row), isAscii),
        tone: row => rowLook(row).tone,
        sortBy: ({kind}) => FINDING_STATES.indexOf(kind),
      },
      {
        key: 'job',
        title: 'job',
        isElastic: true,
        most: 60,
        // When it was due says more than the rest of a long name.
        shrinks: {to: 32, yields: 3},
        value: ({subject}) => subject,
        text: row => `${foldSign(row, isAscii)}${row.subject}${isLearned(row) ? ' (learned)' : ''}`,
      },
      {key: 'environment', title: 'environment', most: 20, yields: 1, value: ({environment}) => environment},
      ...dayColumn(about),
      ...timeColumns(about),
      acknowledgerColumn(about),
      {
        key: 'evidence',
        title: 'evidence',
        most: 48,
        yields: 8,
        value: ({findings}) => findings.at(0)?.evidence?.id ?? null,
        text: row => describeEvidence(row.findings.at(0)?.evidence ?? null, row),
      },
      {key: 'origin', value: ({findings}) => findings.at(0)?.origin ?? null},
      {key: 'explanation', value: ({explanation}) => explanation},
      {key: 'id', value: ({key}) => key},
    ],
  };
}

/** That nobody said when it is due stands beside its name. */
function isLearned({findings}: FindingRow): boolean {
  return findings.length > 0 && findings.every(({origin}) => origin === 'learned');
}

function dayColumn({businessDay, hasOtherDays}: MissingAbout): ListColumn<FindingRow>[] {
  const column: ListColumn<FindingRow> = {key: 'businessDay', value: row => row.businessDay};
  if (!hasOtherDays) return [column];
  const text = (row: FindingRow): string => (row.businessDay === businessDay ? '' : (row.businessDay ?? '-'));
  return [{...column, title: 'day', width: 10, yields: 5, text}];
}

/** Most of the time nothing is acknowledged: then what is due has the room. */
function acknowledgerColumn({hasAcknowledged}: MissingAbout): ListColumn<FindingRow> {
  const column: ListColumn<FindingRow> = {key: 'acknowledged', value: nameAcknowledger};
  if (!hasAcknowledged) return column;
  const text = (row: FindingRow): string => nameAcknowledger(row) ?? '-';
  return {...column, title: 'ack by', most: 14, yields: 4, text};
}

function timeColumns({now}: MissingAbout): ListColumn<FindingRow>[] {
  return [
    {
      key: 'due',
      title: 'due',
      yields: 2,
      value: ({dueAt}) => isoOrNull(dueAt),
      text: row => formatMoment(row.dueAt, row),
    },
    {
      key: 'overdueSeconds',
      title: 'overdue',
      align: 'right',
      width: 7,
      value: row => secondsOrNull(overdueMs(row, now())),
      text: row => formatAge(overdueMs(row, now())),
      // What has waited longest is the worst; it comes first also when time goes on.
      sortBy: row => (overdueMs(row, now()) === null ? null : row.deadlineAt),
    },
    {
      key: 'deadline',
      title: 'deadline',
      yields: 7,
      value: ({deadlineAt}) => isoOrNull(deadlineAt),
      text: row => formatMoment(row.deadlineAt, row),
    },
    {
      key: 'lastGood',
      title: 'last good',
      yields: 6,
      value: ({findings, fold}) =>
        isSeveral({fold}) ? null : (findings.at(0)?.lastGoodRun?.businessDay ?? null),
      text: row => (isSeveral(row) ? '-' : describeLastGood(row)),
    },
  ];
}

function isSeveral({fold}: Pick<FindingRow, 'fold'>): boolean {
  return fold === 'closed' || fold === 'open';
}

/** Whoever has said something of it stands in the sign: it is seen on the narrowest screen, and without colours. */
function rowLook(row: FindingRow): Look {
  const look = row.kind === 'unknown' ? verdictLook('unknown') : findingLook(row.kind);
  if (isAcknowledged(row, 'snoozed')) return {...look, glyph: 'z', ascii: 'z', tone: 'muted'};
  return isAcknowledged(row) ? {...look, glyph: 'a', ascii: 'a', tone: 'info'} : look;
}

function foldSign({fold}: FindingRow, isAscii: boolean): string {
  switch (fold) {
    case 'none':
      return '';
    case 'closed':
      return isAscii ? '+ ' : '▸ ';
    case 'open':
      return isAscii ? '- ' : '▾ ';
    case 'inside':
      return '  ';
  }
}

/** The user who has acknowledged or snoozed it; of several, how many. */
function nameAcknowledger({findings}: FindingRow): string | null {
  const users = new Set(findings.flatMap(({acknowledgement}) => acknowledgement?.by ?? []));
  const [first = null] = users;
  return users.size > 1 ? `${users.size} users` : first;
}

function secondsOrNull(durationMs: number | null): number | null {
  return durationMs === null ? null : Math.round(durationMs / SECOND_MS);
}

/** `collected 06:41:12, 412 rows, complete`. */
export function describeEvidence(
  evidence: CollectionEvidence | null,
  {timezone, businessDay}: Pick<FindingRow, 'timezone' | 'businessDay'>,
): string {
  if (!evidence) return '-';
  const {startedAt, durationMs, rows, outcome} = evidence;
  const at = formatTime(Date.parse(startedAt) + durationMs, timezone, businessDay ?? '');
  return `collected ${at}, ${plural(rows, 'row')}, ${describeCompleteness(outcome)}`;
}

function describeCompleteness(outcome: Outcome): string {
  if (isComplete(outcome)) return 'complete';
  return isAnswer(outcome) ? 'incomplete' : outcome;
}

/**
 * When the last good run ended (or the day of one without times). On another business day always with its date: where a
 * day begins in the evening, 04:16 may be of the date that is shown, and of the business day before.
 */
export function describeLastGood(row: FindingRow): string {
  const run = row.findings.at(0)?.lastGoodRun;
  if (!run) return '-';
  const instant = instantOf(run.endedAt ?? run.startedAt);
  if (instant === null) return run.businessDay;
  return run.businessDay === row.businessDay
    ? formatMoment(instant, row)
    : formatDayTime(instant, row.timezone);
}
