/** What the key columns of `count` hold where an observation names neither a job nor a status. */
import type {RunStatus} from '../domain/run.ts';
import {RUN_STATUSES} from '../domain/run.ts';

/** Job id of a count of all jobs: ids begin at 1. */
export const WHOLE_ENVIRONMENT = 0;

export function encodeCountStatus(status: RunStatus | undefined): string {
  return status ?? '';
}

export function decodeCountStatus(text: string): RunStatus | undefined {
  return RUN_STATUSES.find(status => status === text);
}
