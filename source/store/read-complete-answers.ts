/** When sources were answered completely: how often, not only the last time. */
import {isComplete, OUTCOMES} from '../domain/collection.ts';
import type {CompleteAnswers} from '../domain/facts.ts';
import {fromDayNumber, toDayNumber} from '../domain/time.ts';
import type {Connection} from './connection.ts';
import {findEnvironment} from './identities.ts';
import type {CompleteAnswerFilter} from './store.ts';

type Query = {env: number; first: number; last: number; sources: string; knownAt: number};
type Row = [day: number, source: string, id: number, started: number];

const COMPLETE = OUTCOMES.filter(isComplete)
  .map(outcome => `'${outcome}'`)
  .join(', ');

const SELECT = `SELECT c.day, s.name, c.id, c.started FROM collection c JOIN source s ON s.id = c.source
  WHERE c.day BETWEEN :first AND :last AND c.env = :env AND c.outcome IN (${COMPLETE}) AND c.ended <= :knownAt
    AND s.name IN (SELECT value FROM json_each(:sources))
  ORDER BY c.started, c.id`;

export function readCompleteAnswers(
  connection: Connection,
  {environment, sources, from, to, knownAt = Number.MAX_SAFE_INTEGER}: CompleteAnswerFilter,
): CompleteAnswers {
  const answers: CompleteAnswers = new Map();
  const env = findEnvironment(connection, environment);
  if (env === undefined || sources.length === 0) return answers;
  const [first, last] = [toDayNumber(from), toDayNumber(to)];
  const query = {env, first, last, sources: JSON.stringify(sources), knownAt};
  for (const [day, source, id, startedAt] of connection.rows<[Query], Row>(SELECT).all(query)) {
    const ofDay = answers.getOrInsertComputed(source, () => new Map());
    ofDay.getOrInsertComputed(fromDayNumber(day), () => []).push({id, startedAt});
  }
  return answers;
}
