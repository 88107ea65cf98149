/** Waiting for what a screen is to show, without sleeping: looked at whenever it may have changed. */
import type {Exit} from './pty.ts';

/** A text or an expression that the screen shows, or anything else that is to become true. */
export type Claim = string | RegExp | ((screen: string) => boolean);

export type Watch = {
  /** The screen may have changed; with an exit: it will not change any more. */
  lookAgain(ended?: Exit): void;
  /** Rejects at the deadline and at once when the program has ended without it, with the screen in the message. */
  waitFor(claim: Claim, deadlineMs?: number): Promise<void>;
};

/** Generous, because the machine may be busy. */
const DEADLINE_MS = 50_000;

export function createWatch(readLines: () => string[]): Watch {
  const waiting = new Set<() => void>();
  let end: Exit | undefined;
  return {
    lookAgain(ended) {
      end ??= ended;
      for (const look of [...waiting]) look();
    },
    waitFor(claim, deadlineMs = DEADLINE_MS) {
      const {promise, resolve, reject} = Promise.withResolvers<void>();
      const fail = (reason: string): void =>
        reject(new Error(`${describe(claim)} did not come; ${reason}:\n${frame(readLines())}`));
      const look = (): void => {
        try {
          if (holds(claim, readLines().join('\n'))) resolve();
          else if (end) fail(`the program ended with ${end.signal ?? `exit code ${end.code}`}`);
        } catch (error) {
          reject(error);
        }
      };
      const deadline = setTimeout(() => fail(`after ${deadlineMs / 1000} s the screen shows`), deadlineMs);
      waiting.add(look);
      look();
      return promise.finally(() => {
        clearTimeout(deadline);
        waiting.delete(look);
      });
    },
  };
}

function holds(claim: Claim, screen: string): boolean {
  if (typeof claim === 'function') return claim(screen);
  return typeof claim === 'string' ? screen.includes(claim) : claim.test(screen);
}

function describe(claim: Claim): string {
  return typeof claim === 'string' ? `"${claim}"` : String(claim);
}

function frame(lines: readonly string[]): string {
  return lines.map(line => `| ${line}`).join('\n');
}
