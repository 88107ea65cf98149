/** What the daemon's HTTP endpoint answers: method, path and headers in, status, headers and body out. */
import type {IncomingHttpHeaders} from 'node:http';
import type {MetricFamily} from '../../output/openmetrics/exposition.ts';
import {formatMetrics} from '../../output/openmetrics/openmetrics.ts';
import type {StatusReport} from '../../report/status-report.ts';
import type {LoopHealth} from './collection-loop.ts';

export type HttpRequest = {method: string; path: string; headers: IncomingHttpHeaders};
export type HttpAnswer = {status: number; headers: Record<string, string>; body: string};

export type AnswerSource = {
  version: string;
  /** Some seconds old at most. Rejects when the database cannot be read. */
  report(): Promise<StatusReport>;
  /** Asks the database as well. */
  health(): Promise<LoopHealth>;
  /** Of the daemon itself. */
  metrics(): MetricFamily[];
};

const TEXT = 'text/plain; charset=utf-8';
const JSON_TYPE = 'application/json; charset=utf-8';
const OPENMETRICS = 'application/openmetrics-text; version=1.0.0; charset=utf-8';
/** The body is both; a scraper reads it by what stands here. */
const PROMETHEUS_TEXT = 'text/plain; version=0.0.4; charset=utf-8';

export async function answerRequest(
  {method, path, headers}: HttpRequest,
  source: AnswerSource,
): Promise<HttpAnswer> {
  const answer = ROUTES[path];
  if (!answer) return plain(404, `Not found; there are ${Object.keys(ROUTES).join(', ')}\n`);
  if (method !== 'GET' && method !== 'HEAD')
    return {...plain(405, 'Only GET and HEAD\n'), headers: {'content-type': TEXT, allow: 'GET, HEAD'}};
  return answer(source, headers);
}

type Answer = (source: AnswerSource, headers: IncomingHttpHeaders) => Promise<HttpAnswer>;

const ROUTES: Readonly<Record<string, Answer>> = Object.assign(Object.create(null), {
  '/metrics': answerMetrics,
  '/report.json': answerReport,
  '/healthz': answerHealth,
} satisfies Record<string, Answer>);

async function answerMetrics(source: AnswerSource, headers: IncomingHttpHeaders): Promise<HttpAnswer> {
  const report = await source.report();
  const isOpenMetrics = (headers.accept ?? '').includes('application/openmetrics-text');
  return conditional(headers, `${report.reportId}${isOpenMetrics ? '-om' : ''}`, {
    status: 200,
    headers: {'content-type': isOpenMetrics ? OPENMETRICS : PROMETHEUS_TEXT, vary: 'accept, accept-encoding'},
    body: formatMetrics(report, {version: source.version, hasJobs: false, more: source.metrics()}),
  });
}

async function answerReport(source: AnswerSource, headers: IncomingHttpHeaders): Promise<HttpAnswer> {
  const report = await source.report();
  return conditional(headers, report.reportId, {
    status: 200,
    headers: {'content-type': JSON_TYPE, vary: 'accept-encoding'},
    body: `${JSON.stringify(report)}\n`,
  });
}

async function answerHealth(source: AnswerSource): Promise<HttpAnswer> {
  const health = await source.health();
  return {
    status: health.state === 'ok' ? 200 : 503,
    headers: {'content-type': JSON_TYPE, 'cache-control': 'no-store'},
    body: `${JSON.stringify(health)}\n`,
  };
}

/** The report's id tells whether anything has changed: it is judged anew only every few seconds. */
function conditional(headers: IncomingHttpHeaders, id: string, answer: HttpAnswer): HttpAnswer {
  const known = (headers['if-none-match'] ?? '').split(',').map(tag => tag.trim().replace(/^W\//, ''));
  // Weak: with and without gzip it is the same.
  const all = {...answer.headers, etag: `W/"${id}"`, 'cache-control': 'no-cache'};
  return known.includes(`"${id}"`) ? {status: 304, headers: all, body: ''} : {...answer, headers: all};
}

export function plain(status: number, body: string): HttpAnswer {
  return {status, headers: {'content-type': TEXT}, body};
}
