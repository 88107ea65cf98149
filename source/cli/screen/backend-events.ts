import type {Backend, BackendEvent} from '../../ui/backend.ts';

export type BackendEvents = Pick<Backend, 'subscribe'> & {emit(event: BackendEvent): void};

/** What happens before anyone listens is told to the first who does. */
export function createBackendEvents(): BackendEvents {
  const listeners = new Set<(event: BackendEvent) => void>();
  let missed: BackendEvent[] = [];
  return {
    emit(event) {
      if (listeners.size === 0) missed.push(event);
      for (const listener of listeners) listener(event);
    },
    subscribe(listener) {
      listeners.add(listener);
      for (const event of missed) listener(event);
      missed = [];
      return () => listeners.delete(listener);
    },
  };
}
