import {connect} from 'node:net';
import {text} from 'node:stream/consumers';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {LoopHealth} from '../../../source/cli/daemon/collection-loop.ts';
import type {HttpServer} from '../../../source/cli/daemon/http-server.ts';
import {startHttpServer} from '../../../source/cli/daemon/http-server.ts';
import {JobtrackError} from '../../../source/domain/errors.ts';
import type {StatusReport} from '../../../source/report/status-report.ts';
import {readExposition} from '../../output/openmetrics/read-exposition.ts';
import {environmentReport, finding, statusReport} from '../../output/sample-report.ts';

const REPORT = statusReport([environmentReport()], [finding()]);

let server: HttpServer;
let report: () => Promise<StatusReport>;
let health: LoopHealth;
let errors: string[];
beforeEach(async () => {
  report = async () => REPORT;
  health = {state: 'ok', detail: 'collecting'};
  errors = [];
  server = await startHttpServer(
    {host: '127.0.0.1', port: 0},
    {
      version: '1.2.3',
      report: () => report(),
      health: async () => health,
      metrics: () => [{name: 'jobtrack_daemon_healthy', help: 'Ours.', samples: [{labels: {}, value: 1}]}],
      onError: message => void errors.push(message),
    },
  );
});
afterEach(() => server.close());

const ask = (path: string, init?: RequestInit): Promise<Response> => fetch(server.address + path, init);

test('/metrics is the text that Prometheus reads, with the daemon’s own', async () => {
  const response = await ask('/metrics');
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  const families = readExposition(await response.text());
  expect(families.get('jobtrack_slots_expected')?.samples).toHaveLength(1);
  expect(families.get('jobtrack_daemon_healthy')?.samples[0]?.value).toBe(1);
});

test('whoever asks for OpenMetrics gets it', async () => {
  const accept = 'application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5';
  const response = await ask('/metrics', {headers: {accept}});
  expect(response.headers.get('content-type')).toBe(
    'application/openmetrics-text; version=1.0.0; charset=utf-8',
  );
  expect(response.headers.get('vary')).toBe('accept, accept-encoding');
});

test('/report.json is the report', async () => {
  const response = await ask('/report.json');
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(await response.json()).toEqual(REPORT);
});

test.each([
  ['/report.json', `W/"${REPORT.reportId}"`],
  ['/metrics', `"other", W/"${REPORT.reportId}"`],
])('%s that is already known as %s is not sent again', async (path, known) => {
  expect((await ask(path)).headers.get('etag')).toBe(`W/"${REPORT.reportId}"`);
  const response = await ask(path, {headers: {'if-none-match': known}});
  expect({status: response.status, body: await response.text()}).toEqual({status: 304, body: ''});
});

test.each<[LoopHealth['state'], number]>([
  ['ok', 200],
  ['failing', 503],
  ['standing', 503],
])('/healthz of %s is %i', async (state, status) => {
  health = {state, detail: 'because'};
  const response = await ask('/healthz');
  expect(response.status).toBe(status);
  expect(await response.json()).toEqual({state, detail: 'because'});
});

test('a database that fails is 503 in few words, and stands in the log', async () => {
  report = () => Promise.reject(new Error('/var/lib/jobtrack/jobtrack.db is damaged'));
  const response = await ask('/metrics');
  expect({status: response.status, body: await response.text()}).toEqual({
    status: 503,
    body: 'The report cannot be made; see the log\n',
  });
  expect(errors).toEqual(['/var/lib/jobtrack/jobtrack.db is damaged']);
});

test('HEAD is GET without the body', async () => {
  const [get, head] = [await ask('/metrics'), await ask('/metrics', {method: 'HEAD'})];
  expect(await head.text()).toBe('');
  expect(head.headers.get('content-type')).toBe(get.headers.get('content-type'));
});

test.each(['POST', 'PUT', 'DELETE'])('%s is refused', async method => {
  const response = await ask('/metrics', {method});
  expect(response.status).toBe(405);
  expect(response.headers.get('allow')).toBe('GET, HEAD');
});

test.each(['/', '/etc/passwd', '/metrics/', '/__proto__', '/constructor'])('%s is not there', async path => {
  expect((await ask(path)).status).toBe(404);
});

/** Bytes as they are, until the server closes. */
function send(bytes: string): Promise<string> {
  const {port} = new URL(server.address);
  const socket = connect(Number(port), '127.0.0.1');
  socket.write(bytes);
  return text(socket);
}

describe('on the wire', () => {
  const request = 'GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n';

  test('gzip is what was asked for, and is said', async () => {
    const answer = await send(`${request}Accept-Encoding: gzip\r\n\r\n`);
    expect(answer.toLowerCase()).toContain('content-encoding: gzip');
    expect((await send(`${request}Accept-Encoding: gzip;q=0\r\n\r\n`)).toLowerCase()).not.toContain(
      'content-encoding',
    );
  });

  test('headers without end are cut off', async () => {
    expect(await send(`${request}X: ${'a'.repeat(20_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /);
  });

  test('what is no HTTP is refused', async () => {
    expect(await send('\u0016\u0003\u0001 hello\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
  });
});

test('an address that is taken is named, with the remedy', async () => {
  const {port} = new URL(server.address);
  const second = startHttpServer(
    {host: '127.0.0.1', port: Number(port)},
    {version: '', report, health: async () => health, metrics: () => [], onError: () => {}},
  );
  await expect(second).rejects.toThrow(JobtrackError);
  await expect(second).rejects.toThrow(
    /cannot listen at 127\.0\.0\.1:\d+: .*; free it, or name another with --listen/,
  );
});
