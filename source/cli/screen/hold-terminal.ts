import type {OpenedApp} from '../../ui/open-app.tsx';

/**
 * Opens the app and waits for its end. Whatever happens in the meantime, the terminal is given back first and the error told
 * after. All that may happen is listened for before the first byte: a signal that comes with the first frame would otherwise
 * stop the process with its alternate screen still shown.
 */
export async function holdTerminal(open: () => OpenedApp, signal: AbortSignal): Promise<void> {
  let app: OpenedApp | undefined;
  const close = (): void => app?.close();
  const suspend = (): void => app?.suspend();
  const failed = Promise.withResolvers<never>();
  const fail = (error: unknown): void => {
    failed.reject(error);
    close();
  };
  process.once('uncaughtException', fail);
  // From another terminal or a program: as ctrl-z, which reaches us as a key.
  process.on('SIGTSTP', suspend);
  signal.addEventListener('abort', close, {once: true});
  try {
    app = open();
    if (signal.aborted) close();
    await Promise.race([app.ended, failed.promise]);
  } finally {
    process.removeListener('uncaughtException', fail);
    process.removeListener('SIGTSTP', suspend);
    signal.removeEventListener('abort', close);
  }
}
