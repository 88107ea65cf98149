/**
 * Every built-in adapter by its name in the configuration. A new scheduler is one file beside this one and one line here.
 * Loaded by the lean collector: no adapter may import zod or anything else that is heavy.
 */
import type {Adapter} from '../domain/adapter.ts';
import {airflow} from './airflow.ts';
import {autosys} from './autosys.ts';
import {autosysJil} from './autosys-jil.ts';
import {controlM} from './control-m.ts';
import {ctmlog, ctmpsm} from './control-m-utilities.ts';
import {count} from './count.ts';
import {cron} from './cron.ts';
import {crontab} from './crontab.ts';
import {csv, tsv} from './csv.ts';
import {dkron} from './dkron.ts';
import {htcondor} from './htcondor.ts';
import {jenkins} from './jenkins.ts';
import {json, ndjson} from './json.ts';
import {kubernetes} from './kubernetes.ts';
import {lines} from './lines.ts';
import {lsf} from './lsf.ts';
import {nomad} from './nomad.ts';
import {oracle} from './oracle.ts';
import {pbs} from './pbs.ts';
import {pgCron} from './pg-cron.ts';
import {rundeck} from './rundeck.ts';
import {sge} from './sge.ts';
import {slurm} from './slurm.ts';
import {sqlServer} from './sql-server.ts';
import {systemd} from './systemd.ts';
import {systemdTimers} from './systemd-timers.ts';
import {tws} from './tws.ts';
import {windowsTasks} from './windows-tasks.ts';

const all: readonly Adapter[] = [
  cron,
  crontab,
  systemd,
  systemdTimers,
  slurm,
  sge,
  pbs,
  lsf,
  htcondor,
  controlM,
  ctmpsm,
  ctmlog,
  autosys,
  autosysJil,
  tws,
  kubernetes,
  airflow,
  jenkins,
  rundeck,
  nomad,
  dkron,
  pgCron,
  oracle,
  sqlServer,
  windowsTasks,
  csv,
  tsv,
  json,
  ndjson,
  lines,
  count,
];

export const adapters: ReadonlyMap<string, Adapter> = new Map(all.map(adapter => [adapter.name, adapter]));
