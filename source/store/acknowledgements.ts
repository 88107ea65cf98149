/** What operators have said of findings: appended and, once, withdrawn; never changed otherwise and never deleted but by age. */
import type {Acknowledgement} from '../domain/acknowledgement.ts';
import {ACKNOWLEDGEMENT_KINDS, cleanUser} from '../domain/acknowledgement.ts';
import {environmentOfFinding} from '../domain/finding-id.ts';
import type {EpochMs} from '../domain/time.ts';
import type {Connection} from './connection.ts';
import type {AcknowledgementFilter} from './store.ts';

type AcknowledgementRow = [
  env: string,
  finding: string,
  kind: string,
  user: string,
  made: number,
  until: number | null,
  note: string,
];

export function writeAcknowledgements(connection: Connection, entries: readonly Acknowledgement[]): void {
  const insert = connection.command<AcknowledgementRow>(
    'INSERT INTO acknowledgement(env, finding, kind, user, made, until, note) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  for (const {environment, finding, kind, by, at, until, note} of entries)
    insert.run(environment, finding, kind, by, at, until ?? null, note);
}

/** Returns how many were withdrawn: those that were in force. */
export function withdrawAcknowledgements(
  connection: Connection,
  findings: readonly string[],
  by: string,
  at: EpochMs,
): number {
  const withdraw = connection.command<[number, string, string, string, number]>(
    `UPDATE acknowledgement SET withdrawn = ?, withdrawn_by = ?
      WHERE id = (SELECT max(id) FROM acknowledgement WHERE env = ? AND finding = ?)
        AND withdrawn IS NULL AND (until IS NULL OR until > ?)`,
  );
  const user = cleanUser(by);
  let withdrawn = 0;
  for (const finding of new Set(findings))
    withdrawn += withdraw.run(at, user, environmentOfFinding(finding), finding, at).changes;
  return withdrawn;
}

type Instants = {at: EpochMs; knownAt: EpochMs};

const ALL = 'acknowledgement AS a';
/** In this order, so that each environment's are found by the index: the table may hold years of them. */
const CHOSEN =
  '(SELECT DISTINCT value FROM json_each(@environments)) AS chosen CROSS JOIN acknowledgement AS a ON a.env = chosen.value';

/**
 * The last of each finding, when it is in force: what it replaced does not come back when it is withdrawn or expires. At
 * `until` itself it has no force any more.
 */
const SELECT_IN_FORCE = (from: string): string =>
  `SELECT a.env, a.finding, a.kind, a.user, a.made, a.until, a.note FROM ${from}
    WHERE a.made <= @knownAt AND (a.withdrawn IS NULL OR a.withdrawn > @knownAt) AND (a.until IS NULL OR a.until > @at)
      AND NOT EXISTS (
        SELECT 1 FROM acknowledgement later
          WHERE later.env = a.env AND later.finding = a.finding AND later.id > a.id AND later.made <= @knownAt
      )
    ORDER BY a.env, a.finding`;

/** By environment and finding. */
export function readAcknowledgements(
  connection: Connection,
  {environments, at, knownAt = Number.MAX_SAFE_INTEGER}: AcknowledgementFilter,
): Acknowledgement[] {
  const rows =
    environments === undefined
      ? connection.rows<[Instants], AcknowledgementRow>(SELECT_IN_FORCE(ALL)).all({knownAt, at})
      : connection
          .rows<[Instants & {environments: string}], AcknowledgementRow>(SELECT_IN_FORCE(CHOSEN))
          .all({knownAt, at, environments: JSON.stringify(environments)});
  return rows.map(decode);
}

function decode([environment, finding, kind, by, at, until, note]: AcknowledgementRow): Acknowledgement {
  return {
    finding,
    environment,
    // Only this program writes the column; a word from elsewhere excuses nothing.
    kind: ACKNOWLEDGEMENT_KINDS.find(known => known === kind) ?? 'snoozed',
    by,
    at,
    ...(until !== null && {until}),
    note,
  };
}
