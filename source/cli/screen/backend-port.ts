/** The channel to the screen, as the process behind it has it. */
import type {BackendMessage, Orders, ScreenMessage} from './messages.ts';

export type BackendPort = {
  /** Resolves when the message is on its way: never while the screen is stopped and takes nothing. */
  send(message: BackendMessage): Promise<void>;
  /** What came before is handed over at once. */
  listen(receive: (message: ScreenMessage) => void): void;
};

/** Of this process, which a screen or its launcher has started. */
export function openBackendPort(): BackendPort & {orders: Promise<Orders>} {
  const orders = Promise.withResolvers<Orders>();
  const early: ScreenMessage[] = [];
  let hand = (message: ScreenMessage): void => void early.push(message);
  process.on('message', (message: ScreenMessage) => {
    if (message.kind === 'begin') orders.resolve(message.orders);
    else hand(message);
  });
  return {
    orders: orders.promise,
    send: message =>
      new Promise(resolve => {
        // The callback takes the error of a channel that closes while we write: the end of it ends us.
        if (process.connected) process.send?.(message, undefined, undefined, () => resolve());
        else resolve();
      }),
    listen(receive) {
      hand = receive;
      for (const message of early.splice(0)) receive(message);
    },
  };
}
