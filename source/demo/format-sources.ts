/** Which adapter reads what the simulator prints, and how it is told to. */
import type {Format} from './fleet-model.ts';

export type FormatSource = {
  adapter: string;
  options?: Record<string, unknown>;
  /** Answers for past days too, so that they can be recorded; a crontab tells only of now. */
  hasHistory: boolean;
};

export const FORMAT_SOURCES: Record<Format, FormatSource> = {
  'control-m': {adapter: 'control-m', hasHistory: true},
  cron: {adapter: 'cron', hasHistory: true},
  crontab: {adapter: 'crontab', hasHistory: false},
  systemd: {adapter: 'systemd', hasHistory: true},
  'list-timers': {adapter: 'systemd-timers', hasHistory: false},
  slurm: {adapter: 'slurm', hasHistory: true},
  csv: {
    adapter: 'csv',
    options: {
      fields: {
        job: 'JOB',
        runKey: 'RUN',
        status: 'STATUS',
        scheduledAt: 'SCHEDULED',
        startedAt: 'START',
        endedAt: 'END',
        exitCode: 'RC',
      },
      statuses: {ACTIVE: 'running', OK: 'succeeded', KO: 'failed'},
    },
    hasHistory: true,
  },
  tsv: {adapter: 'tsv', hasHistory: true},
  count: {adapter: 'count', hasHistory: true},
};
