/** Goes on with the configuration file as somebody has changed it, or says why not as long as it cannot be used. */
import {ConfigError, errorMessage} from '../../domain/errors.ts';
import type {EpochMs} from '../../domain/time.ts';
import type {BackendEvent} from '../../ui/backend.ts';
import type {ConfigWatch} from '../resident/config-watch.ts';

export type ConfigFollower = {
  /** Looks once. Never rejects. */
  look(): Promise<void>;
};

export type FollowOptions = {
  watch: Pick<ConfigWatch, 'look'>;
  now(): EpochMs;
  /** Reads it and goes on with it. Rejects with words for the operator, and nothing has changed. */
  reload(): Promise<void>;
  say(notice: Extract<BackendEvent, {kind: 'notice'}>): void;
};

/** A notice goes by itself; as long as the file is wrong it comes again. */
const SAID_AGAIN_MS = 60_000;

export function followConfig({watch, now, reload, say}: FollowOptions): ConfigFollower {
  let trouble: {text: string; saidAt: EpochMs} | undefined;

  const complain = (text: string): void => {
    trouble = {text, saidAt: now()};
    say({kind: 'notice', tone: 'bad', text});
  };

  return {
    async look() {
      if (!(await watch.look())) {
        if (trouble && now() - trouble.saidAt >= SAID_AGAIN_MS) complain(trouble.text);
        return;
      }
      try {
        await reload();
        trouble = undefined;
        say({kind: 'notice', tone: 'info', text: 'the configuration was changed and is in force'});
      } catch (error) {
        complain(`the changed configuration is not in force: ${firstLine(error)}`);
      }
    },
  };
}

/** A configuration may have many faults: the first says where, `config check` says all. */
function firstLine(error: unknown): string {
  const [first = '', ...more] = errorMessage(error).split('\n');
  return error instanceof ConfigError && more.length > 0
    ? `${first} (all of it: jobtrack-tui config check)`
    : first;
}
