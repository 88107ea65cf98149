/**
 * Every built-in adapter by its name in the configuration. A new scheduler is one file beside this one and one line here.
 * Loaded by the lean collector: no adapter may import zod or anything else that is heavy.
 */
import type {Adapter} from '../domain/adapter.ts';
import {controlM} from './control-m.ts';
import {count} from './count.ts';
import {cron} from './cron.ts';
import {crontab} from './crontab.ts';
import {csv, tsv} from './csv.ts';
import {json, ndjson} from './json.ts';
import {lines} from './lines.ts';
import {slurm} from './slurm.ts';
import {systemd} from './systemd.ts';
import {systemdTimers} from './systemd-timers.ts';

const all: readonly Adapter[] = [
  cron,
  crontab,
  systemd,
  systemdTimers,
  slurm,
  controlM,
  csv,
  tsv,
  json,
  ndjson,
  lines,
  count,
];

export const adapters: ReadonlyMap<string, Adapter> = new Map(all.map(adapter => [adapter.name, adapter]));
