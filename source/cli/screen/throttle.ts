/** Calls something at once, but at most once an interval; what was asked for meanwhile becomes one call after it. */
export type Throttle = {
  request(): void;
  /** Calls now, however short the last call is ago. */
  hurry(): void;
  stop(): void;
};

/** The interval begins when the call has ended: a reader that takes nothing (a stopped screen) is not written to for ever. */
export function createThrottle(act: () => void | Promise<void>, intervalMs: number): Throttle {
  let timer: NodeJS.Timeout | undefined;
  let isActing = false;
  let isWanted = false;
  let isStopped = false;

  const run = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    isWanted = false;
    isActing = true;
    try {
      await act();
    } finally {
      isActing = false;
      if (!isStopped) {
        timer = setTimeout(() => {
          timer = undefined;
          if (isWanted) void run();
        }, intervalMs);
      }
    }
  };

  const request = (): void => {
    if (isStopped) return;
    if (isActing || timer) isWanted = true;
    else void run();
  };

  return {
    request,
    hurry() {
      if (isStopped || isActing) isWanted = true;
      else void run();
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
