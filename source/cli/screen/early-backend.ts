/** The process behind a screen that the launcher has started already, guessing that there would be one. */
import type {ChildProcess} from 'node:child_process';

/** Where the launcher (bin/jobtrack-tui) leaves it. */
const PLACE = Symbol.for('jobtrack.backend');

/** Whoever takes it answers for it. Undefined when there is none, or when it has ended. */
export function takeEarlyBackend(): ChildProcess | undefined {
  const child: unknown = Reflect.get(globalThis, PLACE);
  Reflect.deleteProperty(globalThis, PLACE);
  return isChild(child) && child.connected ? child : undefined;
}

/** There was no screen after all. */
export function releaseEarlyBackend(): void {
  takeEarlyBackend()?.disconnect();
}

function isChild(value: unknown): value is ChildProcess {
  return typeof value === 'object' && value !== null && 'disconnect' in value;
}
