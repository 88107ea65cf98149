/**
 * The environment in which Node.js programs, and those that they start, have it `now` when this is called; their clock
 * runs on from there.
 */
export function clockStartingAt(now: number): NodeJS.ProcessEnv {
  const preload = new URL('shift-clock.ts', import.meta.url);
  return {NODE_OPTIONS: `--import=${preload.href}`, CLOCK_SHIFT_MS: String(now - Date.now())};
}
