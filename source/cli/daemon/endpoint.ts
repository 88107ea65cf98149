/** The HTTP endpoint while the configuration may move it. node:http is loaded only if there is one. */
import type {CommandContext} from '../context.ts';
import type {HttpOptions, HttpServer} from './http-server.ts';
import {readListenAddress} from './listen-address.ts';
import type {Log} from './log.ts';
import type {DaemonSubject} from './subject.ts';

export type Endpoint = {
  /** Listens where flags and configuration say. Rejects when that cannot be; then everything stays as it is. */
  follow(subject: DaemonSubject): Promise<void>;
  close(): Promise<void>;
};

export function createEndpoint(
  {flags}: Pick<CommandContext, 'flags'>,
  log: Log,
  options: HttpOptions,
): Endpoint {
  let server: HttpServer | undefined;
  let place: string | undefined;
  return {
    async follow({config: {daemon}}) {
      const wanted = flags.listen ?? daemon?.listen;
      const address =
        wanted === undefined
          ? undefined
          : readListenAddress(wanted, flags.allowRemote ?? daemon?.allowRemote ?? false);
      if (wanted === place) return;
      const next = address && (await (await import('./http-server.ts')).startHttpServer(address, options));
      await server?.close();
      server = next;
      place = wanted;
      if (next) log('info', 'listening', {address: next.address});
    },
    close: async () => server?.close(),
  };
}
