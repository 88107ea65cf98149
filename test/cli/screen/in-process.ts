/** The process behind a screen within this one: its messages in lists, its outside world injected. */
import type {Flags} from '../../../source/cli/flags.ts';
import {createBackendClient} from '../../../source/cli/screen/backend-client.ts';
import type {ChannelListener} from '../../../source/cli/screen/channel.ts';
import type {BackendMessage, Opening, ScreenMessage} from '../../../source/cli/screen/messages.ts';
import {runBackend} from '../../../source/cli/screen/run-backend.ts';
import type {Backend, BackendEvent} from '../../../source/ui/backend.ts';
import type {Place} from '../place.ts';
import {createIo} from '../run-main.ts';

export type InProcess = Omit<Backend, 'writeExport'> & {
  opening: Promise<Opening>;
  events: BackendEvent[];
  /** What was sent, in order. */
  messages: BackendMessage[];
  /** Ends it; answers with its exit code. */
  end(): Promise<number>;
};

export type InProcessOptions = {
  flags?: Flags;
  operands?: readonly string[];
  /** `--now`. */
  now?: number;
  wallClock?: () => number;
  env?: NodeJS.ProcessEnv;
  uid?: number | undefined;
};

export function startInProcess(
  place: Pick<Place, 'env' | 'config' | 'folder'>,
  {flags = {}, operands = [], now, wallClock = Date.now, env, ...io}: InProcessOptions = {},
): InProcess {
  const gone = new AbortController();
  const messages: BackendMessage[] = [];
  const early: ScreenMessage[] = [];
  let receive = (message: ScreenMessage): void => void early.push(message);
  let listener: ChannelListener | undefined;
  const context = {
    io: {...createIo({env: {...place.env, ...env}}).io, wallClock, workingDirectory: place.folder, ...io},
    flags: {config: place.config, ...flags},
    operands,
    now: now ?? wallClock(),
    signal: gone.signal,
    version: '1.2.3',
  };
  const ended = runBackend(context, {
    port: {
      async send(message) {
        // As on the way between two processes.
        const sent: BackendMessage = JSON.parse(JSON.stringify(message));
        messages.push(sent);
        listener?.message(sent);
      },
      listen(handler) {
        receive = handler;
        for (const message of early.splice(0)) handler(message);
      },
    },
  });
  const client = createBackendClient(own => {
    listener = own;
    for (const message of messages) own.message(message);
    return {send: message => receive(message), close: async () => {}, leave: () => {}};
  });
  const events: BackendEvent[] = [];
  client.subscribe(event => events.push(event));
  return {
    ...client,
    events,
    messages,
    end() {
      gone.abort();
      return ended;
    },
  };
}
