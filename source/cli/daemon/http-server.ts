/** The daemon's HTTP endpoint: small, for reading only, and patient with nobody. */
import {once} from 'node:events';
import type {IncomingMessage, Server, ServerResponse} from 'node:http';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {promisify} from 'node:util';
import {gzip} from 'node:zlib';
import {errorMessage, JobtrackError} from '../../domain/errors.ts';
import type {AnswerSource, HttpAnswer} from './http-answers.ts';
import {answerRequest, plain} from './http-answers.ts';
import type {ListenAddress} from './listen-address.ts';

export type HttpServer = {
  /** With the port that was taken, if it was 0. */
  address: string;
  /** Answers what has been asked, and then nothing. */
  close(): Promise<void>;
};

export type HttpOptions = AnswerSource & {onError(message: string): void};

/** Somebody who sends or takes a few bytes a minute does not keep a connection for long. */
const HEADERS_TIMEOUT_MS = 5000;
const REQUEST_TIMEOUT_MS = 10_000;
const KEEP_ALIVE_MS = 15_000;
const IDLE_SOCKET_MS = 30_000;
const MOST_HEADER_BYTES = 8192;
const MOST_CONNECTIONS = 64;
/** Below that gzip saves no packet. */
const LEAST_GZIP_BYTES = 1400;

/** Rejects with a JobtrackError when the address cannot be had. */
export async function startHttpServer(
  {host, port}: ListenAddress,
  {onError, ...source}: HttpOptions,
): Promise<HttpServer> {
  const server = createServer(
    {
      maxHeaderSize: MOST_HEADER_BYTES,
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      connectionsCheckingInterval: 1000,
    },
    (request, response) => void respond(request, response, source, onError),
  );
  server.maxConnections = MOST_CONNECTIONS;
  server.setTimeout(IDLE_SOCKET_MS);
  await listen(server, host, port);
  const {port: taken} = server.address() as AddressInfo;
  server.on('error', error => onError(errorMessage(error)));
  return {
    address: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), 500).unref();
      await closed;
    },
  };
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new JobtrackError(
      `cannot listen at ${host}:${port}: ${errorMessage(error)}; free it, or name another with --listen`,
      {cause: error},
    );
  }
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  source: AnswerSource,
  onError: (message: string) => void,
): Promise<void> {
  const {method = 'GET', url = '/', headers} = request;
  // A body is of no interest to anybody.
  request.resume();
  const answer = await answerRequest({method, path: url.split('?')[0] ?? '/', headers}, source).catch(
    (error: unknown) => {
      onError(errorMessage(error));
      return plain(503, 'The report cannot be made; see the log\n');
    },
  );
  await send(response, answer, {
    isHead: method === 'HEAD',
    takesGzip: /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(String(headers['accept-encoding'] ?? '')),
  }).catch((error: unknown) => onError(errorMessage(error)));
}

const compress = promisify(gzip);

async function send(
  response: ServerResponse,
  {status, headers, body}: HttpAnswer,
  {isHead, takesGzip}: {isHead: boolean; takesGzip: boolean},
): Promise<void> {
  const isCompressed = takesGzip && body.length >= LEAST_GZIP_BYTES;
  const bytes = isCompressed ? await compress(body, {level: 1}) : Buffer.from(body);
  response.writeHead(status, {
    ...headers,
    'x-content-type-options': 'nosniff',
    ...(isCompressed && {'content-encoding': 'gzip'}),
    ...(status !== 304 && {'content-length': bytes.length}),
  });
  response.end(isHead || status === 304 ? undefined : bytes);
}
