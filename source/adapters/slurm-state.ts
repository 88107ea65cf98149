/** From Slurm's job states (sacct(1), JOB STATE CODES) to ours. Never from the exit code: TIMEOUT and CANCELLED carry 0. */
import type {RunStatus} from '../domain/run.ts';

const STATUS_OF: ReadonlyMap<string, RunStatus> = new Map(
  Object.entries({
    succeeded: 'COMPLETED',
    failed: 'FAILED NODE_FAIL OUT_OF_MEMORY TIMEOUT DEADLINE BOOT_FAIL PREEMPTED LAUNCH_FAILED RECONFIG_FAIL',
    cancelled: 'CANCELLED REVOKED',
    running: 'RUNNING SUSPENDED COMPLETING RESIZING CONFIGURING SIGNALING STAGE_OUT STOPPED',
    waiting: 'PENDING REQUEUED REQUEUE_FED EXPEDITING',
    held: 'REQUEUE_HOLD SPECIAL_EXIT RESV_DEL_HOLD',
  } satisfies Partial<Record<RunStatus, string>>).flatMap(([status, states]) =>
    states.split(' ').map(state => [state, status as RunStatus] as const),
  ),
);

/** States that say more than our status does, and are shown beside it. */
const PLAIN_STATES = new Set(['COMPLETED', 'FAILED', 'RUNNING', 'PENDING', 'CANCELLED']);

/** Nearly all jobs. */
const COMPLETED = {status: 'succeeded'} as const;

type SlurmState = {
  /** As printed: `COMPLETED`, `CANCELLED by 1000`; JSON's several flags joined by a space, the base state first. */
  state: string;
  reason: string;
  hasEnded: boolean;
};

/** The status with what a person should know of it. */
export function readSlurmState({state, reason, hasEnded}: SlurmState): {status: RunStatus; message?: string} {
  if (state === 'COMPLETED' && reason === 'None') return COMPLETED;
  const words = state.trim().split(/\s+/);
  const base = words[0]?.toUpperCase() ?? '';
  const known = STATUS_OF.get(base);
  const said = [
    PLAIN_STATES.has(state.trim().toUpperCase()) ? '' : state.trim(),
    /^none$/i.test(reason.trim()) ? '' : reason.trim(),
  ];
  const message =
    known === undefined ? `state "${state.trim()}"` : said.filter(part => part !== '').join(': ');
  const status = effectiveStatus(known ?? 'unknown', base, reason, hasEnded);
  return message === '' ? {status} : {status, message};
}

function effectiveStatus(status: RunStatus, base: string, reason: string, hasEnded: boolean): RunStatus {
  // `sacct -D` keeps the run before a requeue under this state: it is over, the next row waits or runs in its stead.
  if (base === 'REQUEUED' && hasEnded) return 'cancelled';
  return status === 'waiting' && /^JobHeld(?:User|Admin)\b/i.test(reason.trim()) ? 'held' : status;
}
