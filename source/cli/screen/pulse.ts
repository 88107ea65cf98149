/** What happens without a message: verdicts change as time passes, others write data and configuration, sources become due. */
import {errorMessage} from '../../domain/errors.ts';
import type {EpochMs} from '../../domain/time.ts';
import type {DataWatch} from '../resident/data-watch.ts';
import type {JudgedDays} from '../resident/judged-days.ts';
import type {ConfigFollower} from './follow-config.ts';

export type PulseOptions = {
  now(): EpochMs;
  /** When the first days were judged: what has changed since then has not been told. */
  since: EpochMs;
  judged: JudgedDays;
  watch: Pick<DataWatch, 'look'>;
  config: ConfigFollower;
  /** What is shown may not be so any more. */
  onChange(): void;
  /** Called with every beat. */
  tick(): void;
  onFailure(message: string): void;
};

export type Pulse = {
  /** Looks at everything once. */
  beat(): Promise<void>;
  start(): void;
  stop(): void;
};

/** So soon others' writing is noticed. Each look is one small query. */
const LONGEST_REST_MS = 2000;
/** However many verdicts change one after the other. */
const SHORTEST_REST_MS = 1000;
/** Numbers beside the verdicts (what is usual by now) move on as well. */
const LONGEST_SILENCE_MS = 60_000;

export function createPulse(options: PulseOptions): Pulse {
  const {now, since, judged, watch, config, onChange, tick, onFailure} = options;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let announcedAt = since;
  let lastFailure: string | undefined;

  const look = async (): Promise<void> => {
    const environments = await watch.look();
    if (environments !== 'all' && environments.size === 0) return;
    judged.forget(environments === 'all' ? undefined : environments);
    onChange();
  };

  const announceTime = (): void => {
    const at = now();
    const changesAt = Math.min(
      judged.nextChangeAt(announcedAt) ?? Number.POSITIVE_INFINITY,
      announcedAt + LONGEST_SILENCE_MS,
    );
    if (changesAt > at) return;
    announcedAt = at;
    onChange();
  };

  const beat = async (): Promise<void> => {
    try {
      await look();
      lastFailure = undefined;
    } catch (error) {
      const message = errorMessage(error);
      if (message !== lastFailure) onFailure(message);
      lastFailure = message;
    }
    await config.look();
    announceTime();
    tick();
  };

  const schedule = (): void => {
    const restMs = (judged.nextChangeAt(announcedAt) ?? Number.POSITIVE_INFINITY) - now();
    const delayMs = Math.min(Math.max(restMs, SHORTEST_REST_MS), LONGEST_REST_MS);
    timer = setTimeout(async () => {
      await beat();
      if (!isStopped) schedule();
    }, delayMs);
  };

  return {
    beat,
    start() {
      tick();
      schedule();
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
