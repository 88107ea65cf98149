/** What each simulated command prints. */
import type {DayView, Format} from './fleet-model.ts';
import {printControlM} from './print-control-m.ts';
import {printCount} from './print-count.ts';
import {printCronLog, printCrontab} from './print-cron.ts';
import {printSacct} from './print-slurm.ts';
import {printJournal, printListTimers} from './print-systemd.ts';
import {printCsv, printTsv} from './print-tables.ts';

export const printers: Record<Format, (view: DayView) => string> = {
  'control-m': printControlM,
  cron: printCronLog,
  crontab: printCrontab,
  systemd: printJournal,
  'list-timers': printListTimers,
  slurm: printSacct,
  csv: printCsv,
  tsv: printTsv,
  count: printCount,
};
