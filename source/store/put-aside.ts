/**
 * What `db restore` has put aside: whole databases that stand beside the one in use. They go when they are older than the
 * retention says, but never while one holds the only copy of something that would still be kept.
 */
import {lstatSync, readdirSync, rmSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import type Database from 'better-sqlite3';
import type {Retention} from '../domain/retention.ts';
import type {Day, EpochMs} from '../domain/time.ts';
import {DAY_MS, fromDayNumber, parseInstant, toDayNumber} from '../domain/time.ts';
import {toStoreError} from './errors.ts';
import {COMPANIONS, checkHeader} from './files.ts';
import {readSchemaVersion} from './migrations.ts';
import {openReadable} from './open-readable.ts';

export type PutAside = {
  path: string;
  /** When it was replaced, as its name says. */
  replacedAt: EpochMs;
  /** With its log. */
  bytes: number;
};

/** `retained`: it is not old enough. `only-copy`: `reason` says of what, or why that cannot be told. */
export type PutAsideState =
  | {kind: 'retained'; until?: Day}
  | {kind: 'due'}
  | {kind: 'only-copy'; reason: string};

const STAMP = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z(?:-\d+)?$/;

/** Those beside a database, oldest first. */
export function listPutAside(path: string): PutAside[] {
  const prefix = `${basename(path)}.replaced-`;
  return readdirSync(dirname(path))
    .filter(name => name.startsWith(prefix))
    .flatMap(name => {
      const [, year, month, day, hour, minute, second] = STAMP.exec(name.slice(prefix.length)) ?? [];
      const replacedAt = parseInstant(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
      const file = join(dirname(path), name);
      // A link leads to what somebody has put elsewhere.
      if (replacedAt === undefined || !lstatSync(file).isFile()) return [];
      return [{path: file, replacedAt, bytes: sizeOf(file)}];
    })
    .sort((a, b) => a.replacedAt - b.replacedAt);
}

function sizeOf(file: string): number {
  const sizes = ['', ...COMPANIONS].map(
    suffix => lstatSync(file + suffix, {throwIfNoEntry: false})?.size ?? 0,
  );
  return sizes.reduce((total, size) => total + size, 0);
}

/** What becomes of one of them on a day. `path` is the database in use. */
export async function judgePutAside(
  path: string,
  aside: PutAside,
  retention: Retention,
  today: Day,
): Promise<PutAsideState> {
  const {replacedDays} = retention;
  if (replacedDays === undefined) return {kind: 'retained'};
  const [now, since] = [toDayNumber(today), Math.floor(aside.replacedAt / DAY_MS)];
  if (now - since <= replacedDays) return {kind: 'retained', until: fromDayNumber(since + replacedDays)};
  if (isOutlived(retention, now - since)) return {kind: 'due'};
  const firstKept = (days: number | undefined): number => (days === undefined ? 0 : now - days);
  try {
    const reason = await findOnlyCopy(path, aside.path, {
      runs: firstKept(retention.runsDays),
      counts: firstKept(retention.countsDays),
    });
    return reason === undefined ? {kind: 'due'} : {kind: 'only-copy', reason};
  } catch (error) {
    return {
      kind: 'only-copy',
      reason: `what it holds cannot be told: ${toStoreError(error, aside.path).message}`,
    };
  }
}

/** Whether all that it can hold is older than anything that is kept. */
function isOutlived({runsDays, countsDays}: Retention, age: number): boolean {
  return runsDays !== undefined && countsDays !== undefined && age > Math.max(runsDays, countsDays);
}

/** Removes those that are due, and tells how many; `isDryRun` only counts. */
export async function prunePutAside(
  path: string,
  retention: Retention,
  today: Day,
  isDryRun: boolean,
): Promise<number> {
  let removed = 0;
  for (const aside of listPutAside(path)) {
    const {kind} = await judgePutAside(path, aside, retention, today);
    if (kind !== 'due') continue;
    removed++;
    // The log first: alone it would be found no more.
    if (!isDryRun) for (const suffix of [...COMPANIONS, '']) rmSync(aside.path + suffix, {force: true});
  }
  return removed;
}

/** First days, by number, of what is still kept. */
type FirstKept = {runs: number; counts: number};

/** In words what a database holds that the one in use lacks; undefined for nothing. */
async function findOnlyCopy(path: string, aside: string, first: FirstKept): Promise<string | undefined> {
  checkHeader(aside);
  const {db, release} = openReadable(aside);
  try {
    if (readSchemaVersion(db, aside) === 0) return undefined;
    db.prepare('ATTACH ? AS present').run(path);
    for (const [what, table, lacking] of [
      ['runs', 'run', LACKING_RUN],
      ['counts', 'count', LACKING_COUNT],
    ] as const) {
      const day = await findLackingDay(db, table, lacking, first[what]);
      if (day !== undefined) return `it holds ${what} of ${fromDayNumber(day)} that the database lacks`;
    }
    return lacksAcknowledgement(db, first.runs)
      ? 'it holds acknowledgements that the database lacks'
      : undefined;
  } finally {
    db.close();
    release();
  }
}

/** The names of things are the same in both, their ids need not be. */
const LACKING_RUN = `SELECT 1 FROM main.run AS r
  JOIN main.environment AS e ON e.id = r.env JOIN main.job AS j ON j.id = r.job
  LEFT JOIN present.environment AS pe ON pe.name = e.name
  LEFT JOIN present.job AS pj ON pj.env = pe.id AND pj.name = j.name
  WHERE r.day = ? AND NOT EXISTS (SELECT 1 FROM present.run AS p
    WHERE p.day = r.day AND p.env = pe.id AND p.job = pj.id AND p.key = r.key) LIMIT 1`;

const LACKING_COUNT = `SELECT 1 FROM main.count AS c
  JOIN main.environment AS e ON e.id = c.env JOIN main.source AS s ON s.id = c.source
  LEFT JOIN main.job AS j ON j.id = c.job
  LEFT JOIN present.environment AS pe ON pe.name = e.name
  LEFT JOIN present.source AS ps ON ps.env = pe.id AND ps.name = s.name
  LEFT JOIN present.job AS pj ON pj.env = pe.id AND pj.name = j.name
  WHERE c.day = ? AND NOT EXISTS (SELECT 1 FROM present.count AS p
    WHERE p.day = c.day AND p.env = pe.id AND p.source = ps.id AND p.status = c.status
      AND p.job = CASE c.job WHEN 0 THEN 0 ELSE pj.id END) LIMIT 1`;

/** The latest first: what was collected after the backup is what may be lacking. Others have their turn between days. */
async function findLackingDay(
  db: Database.Database,
  table: 'run' | 'count',
  lacking: string,
  firstKept: number,
): Promise<number | undefined> {
  const before = db
    .prepare<[number], [number | null]>(`SELECT max(day) FROM main.${table} WHERE day < ?`)
    .raw(true);
  const isLacking = db.prepare<[number], [number]>(lacking).raw(true);
  for (let end = Number.MAX_SAFE_INTEGER; ; ) {
    const day = before.get(end)?.[0];
    if (day === null || day === undefined || day < firstKept) return undefined;
    if (isLacking.get(day)) return day;
    end = day;
    await new Promise(resolve => setImmediate(resolve));
  }
}

function lacksAcknowledgement(db: Database.Database, firstKept: number): boolean {
  const table = db.prepare("SELECT 1 FROM main.sqlite_schema WHERE name = 'acknowledgement'");
  if (!table.get()) return false;
  const lacking = db.prepare<[number]>(`SELECT 1 FROM main.acknowledgement AS a
    WHERE max(a.made, coalesce(a.until, a.made), coalesce(a.withdrawn, a.made)) >= ? AND NOT EXISTS (
      SELECT 1 FROM present.acknowledgement AS p
      WHERE p.env = a.env AND p.finding = a.finding AND p.made = a.made AND p.user = a.user) LIMIT 1`);
  return lacking.get((firstKept - 1) * DAY_MS) !== undefined;
}
