/** What comes from outside without a key: the backend's events, the clock, and the terminal's size. */
import type {EpochMs} from '../domain/time.ts';
import type {Backend, BackendEvent} from './backend.ts';
import type {AppPorts} from './hooks/contexts.ts';
import type {AppStore} from './state/app-store.ts';

/** Ages are told in steps of five seconds; while something is collected its progress moves. */
const IDLE_TICK_MS = 5000;
const BUSY_TICK_MS = 250;
const MESSAGE_MS = 15_000;

export type Outside = {
  /** For a screen reader nothing moves with the clock but what is said: every frame is read out. */
  isLinear?: boolean;
  backend: Pick<Backend, 'subscribe'>;
  clock: () => EpochMs;
  stdout: {
    columns: number;
    rows: number;
    on(event: 'resize', listener: () => void): unknown;
    off(event: 'resize', listener: () => void): unknown;
  };
};

/** Follows until the returned function is called. */
export function followBackend(ports: AppPorts, {backend, clock, stdout, isLinear}: Outside): () => void {
  const {store} = ports;
  let timer: NodeJS.Timeout | undefined;
  const tick = (): void => {
    if (isLinear) forgetMessage(store, clock());
    else store.dispatch({type: 'tick', now: clock()});
    timer = setTimeout(tick, store.read().isCollecting ? BUSY_TICK_MS : IDLE_TICK_MS);
  };
  const resize = (): void =>
    store.dispatch({type: 'resize', size: {columns: stdout.columns, rows: stdout.rows}});
  // Before what has happened already is told: that may start the clock too, and there must be one.
  timer = setTimeout(tick, IDLE_TICK_MS);
  const unsubscribe = backend.subscribe(event => {
    const wasCollecting = store.read().isCollecting;
    takeEvent(ports, event, clock());
    if (isLinear && event.kind === 'changed') store.dispatch({type: 'tick', now: clock()});
    if (store.read().isCollecting && !wasCollecting) {
      clearTimeout(timer);
      tick();
    }
  });
  stdout.on('resize', resize);
  return () => {
    clearTimeout(timer);
    stdout.off('resize', resize);
    unsubscribe();
  };
}

function forgetMessage({read, dispatch}: AppStore, now: EpochMs): void {
  const {message} = read();
  if (message && message.until <= now) dispatch({type: 'say', message: undefined});
}

function takeEvent({store, queries, trends}: AppPorts, event: BackendEvent, now: EpochMs): void {
  switch (event.kind) {
    case 'changed':
      store.dispatch({type: 'lost', reason: undefined});
      queries.invalidate();
      trends.invalidate();
      return;
    case 'activity':
      store.dispatch({type: 'activity', activities: event.activities, isCollecting: event.isCollecting});
      return;
    case 'notice':
      store.dispatch({
        type: 'say',
        message: {text: event.text, tone: event.tone, until: now + MESSAGE_MS},
      });
      return;
    case 'lost':
      store.dispatch({type: 'lost', reason: event.reason});
  }
}
