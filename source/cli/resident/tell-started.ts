/** When a start is over, as far as compiled code is concerned. */
const STARTED_AFTER_MS = 1000;

/** Tells the launcher, some time from now, that what a start needs has been compiled. */
export function tellStarted(): void {
  const launcher: NodeJS.EventEmitter = process;
  setTimeout(() => launcher.emit('jobtrack:started'), STARTED_AFTER_MS).unref();
}
