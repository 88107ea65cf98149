/** Keeps a process behind the screen: starts another one, ever later, in the place of one that ended. */
import type {Channel, Connect} from './channel.ts';
import type {BackendMessage, Opening, ScreenMessage} from './messages.ts';

/** Runs something later. */
export type Schedule = (run: () => void, delayMs: number) => void;

/** Before each further attempt, one after the other. */
export const RESTART_DELAYS_MS: readonly number[] = [200, 1000, 5000, 20_000];
/** A process that lived so long did not end because it was started. */
export const STEADY_AFTER_MS = 60_000;

export type LinkOptions = {
  connect: Connect;
  /** Replaced by tests. */
  schedule?: Schedule | undefined;
  receive(message: Exclude<BackendMessage, Opening>): void;
  opened(opening: Opening, isFirst: boolean): void;
  /** `isLast` when no other process will be started. */
  lost(reason: string, isLast: boolean): void;
};

export type BackendLink = {
  /** How the first process began. Rejects when it ended before it said so. */
  opening: Promise<Opening>;
  /** False when there is no process at the moment. */
  send(message: ScreenMessage): boolean;
  /** Starts a process if none is there and none will be. */
  retry(): void;
  /** Ends the process and starts no other. */
  close(): Promise<void>;
  /** As `close`, without waiting for the end. */
  leave(): void;
};

export function keepConnected({
  connect,
  schedule = startTimer,
  receive,
  opened,
  lost,
}: LinkOptions): BackendLink {
  const opening = Promise.withResolvers<Opening>();
  let channel: Channel | undefined;
  let restarts = 0;
  let isOpen = false;
  let isClosed = false;
  let refusal: string | undefined;

  const start = (): void => {
    if (isClosed || channel) return;
    refusal = undefined;
    const own = connect({
      message(message) {
        if (message.kind !== 'ready' && message.kind !== 'first-run' && message.kind !== 'refused') {
          receive(message);
          return;
        }
        if (message.kind === 'refused') {
          refusal = message.message;
          isClosed ||= !isOpen;
        }
        opened(message, !isOpen);
        isOpen = true;
        opening.resolve(message);
        schedule(() => {
          if (channel === own) restarts = 0;
        }, STEADY_AFTER_MS);
      },
      ended: reason => end(refusal ?? reason),
    });
    channel = own;
  };

  const end = (reason: string): void => {
    channel = undefined;
    opening.reject(new Error(`the process behind the screen ended before it began (${reason})`));
    if (isClosed || !isOpen) return;
    const delayMs = RESTART_DELAYS_MS[restarts++];
    lost(reason, delayMs === undefined);
    if (delayMs !== undefined) schedule(start, delayMs);
  };

  start();
  return {
    opening: opening.promise,
    send(message) {
      channel?.send(message);
      return channel !== undefined;
    },
    retry() {
      if (restarts > RESTART_DELAYS_MS.length) start();
    },
    async close() {
      isClosed = true;
      await channel?.close();
    },
    leave() {
      isClosed = true;
      channel?.leave();
    },
  };
}

/** Does not keep the process alive: the screen does. */
function startTimer(run: () => void, delayMs: number): void {
  setTimeout(run, delayMs).unref();
}
