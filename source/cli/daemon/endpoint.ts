/** The HTTP endpoint while the configuration may move it. node:http is loaded only if there is one. */
import type {CommandContext} from '../context.ts';
import type {HttpOptions, HttpServer} from './http-server.ts';
import type {ListenAddress} from './listen-address.ts';
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
  let listening: ListenAddress | undefined;

  const start = async (address: ListenAddress): Promise<HttpServer> =>
    (await import('./http-server.ts')).startHttpServer(address, options);

  /** Two addresses of one port may be one (127.0.0.1 and 0.0.0.0): then the first has to be given up before. */
  const startInstead = async (address: ListenAddress, before: ListenAddress): Promise<HttpServer> => {
    const placeBefore = place;
    await server?.close();
    [server, place, listening] = [undefined, undefined, undefined];
    try {
      return await start(address);
    } catch (error) {
      server = await start(before);
      [place, listening] = [placeBefore, before];
      throw error;
    }
  };

  const replace = async (address: ListenAddress): Promise<HttpServer> => {
    if (listening && listening.port === address.port && address.port !== 0)
      return startInstead(address, listening);
    const next = await start(address);
    await server?.close();
    return next;
  };

  return {
    async follow({config: {daemon}}) {
      const wanted = flags.listen ?? daemon?.listen;
      const address =
        wanted === undefined
          ? undefined
          : readListenAddress(wanted, flags.allowRemote ?? daemon?.allowRemote ?? false);
      if (wanted === place) return;
      if (address) server = await replace(address);
      else {
        await server?.close();
        server = undefined;
      }
      [place, listening] = [wanted, address];
      if (server) log('info', 'listening', {address: server.address});
    },
    close: async () => server?.close(),
  };
}
