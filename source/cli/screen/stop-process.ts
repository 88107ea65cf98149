/** Long enough for a signal to ourselves to have stopped us. */
const STOPPED_AFTER_MS = 50;

/**
 * Stops this process and those in front of it (the launcher that started it on another runtime), as the terminal does on
 * ctrl-z, so that the shell takes over. Resolves when it goes on; at once where no shell would ever let it go on (a process
 * group without one is not stopped). Whoever listens for the signal himself does not hear of this one: without anybody
 * listening it stops.
 */
export function stopProcess(): Promise<void> {
  return new Promise(resolve => {
    const listeners = process.listeners('SIGTSTP');
    const goOn = (): void => {
      clearTimeout(timer);
      process.removeListener('SIGCONT', goOn);
      for (const listener of listeners) process.on('SIGTSTP', listener);
      // A terminal tells its size to whoever is in the foreground, and to nobody who was stopped when it changed.
      process.emit('SIGWINCH', 'SIGWINCH');
      resolve();
    };
    const timer = setTimeout(goOn, STOPPED_AFTER_MS);
    process.once('SIGCONT', goOn);
    process.removeAllListeners('SIGTSTP');
    process.kill(0, 'SIGTSTP');
  });
}
