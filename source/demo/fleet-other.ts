/** The demo's hosts, warehouse and outposts: discovered schedules, plain numbers, and two that do not answer properly. */
import type {FleetEnvironment} from './fleet-model.ts';
import {sequence} from './job-sequence.ts';

export const UAT_LDN: FleetEnvironment = {
  name: 'uat-ldn',
  title: 'London acceptance test',
  timezone: 'Europe/London',
  labels: {stage: 'uat', region: 'emea'},
  formats: ['cron', 'crontab'],
  jobs: [
    {name: '/opt/uat/bin/heartbeat --all', schedule: {everyMinutes: 5}, minutes: 0.1},
    {
      name: '/opt/uat/bin/sync-refdata --delta',
      schedule: {everyMinutes: 15},
      minutes: 1.5,
      incident: 'missed-three',
    },
    ...sequence(
      '/opt/uat/bin/',
      'reset-accounts load-scenarios mask-clients rebuild-search-index rotate-keys',
      '02:25',
      13,
      {failureRate: 0.02},
    ),
    {
      name: '/opt/uat/bin/run-regression --suite nightly',
      schedule: {at: '04:40', days: 'weekdays'},
      minutes: 47,
      failureRate: 0.08,
    },
    {
      name: '/opt/uat/bin/import-prod-sample',
      schedule: {minutesBeforeStart: 210},
      minutes: 8,
      incident: 'failure',
    },
  ],
};

export const BATCH_FRA: FleetEnvironment = {
  name: 'batch-fra',
  title: 'Frankfurt batch host',
  timezone: 'Europe/Berlin',
  labels: {stage: 'prod', region: 'emea'},
  formats: ['systemd', 'list-timers'],
  maintenance: {minutesBeforeStart: 280, minutes: 40, reason: 'kernel update'},
  jobs: [
    {name: 'queue-drain.service', schedule: {everyMinutes: 20}, minutes: 0.7, expect: {grace: '10m'}},
    {name: 'ledger-export.service', schedule: {everyMinutes: 240}, minutes: 6, expect: {grace: '15m'}},
    ...sequence('', 'backup-postgres.service backup-minio.service verify-backups.service', '00:45', 25, {
      minutes: 19,
      expect: {grace: '15m'},
    }),
    ...sequence(
      '',
      'certs-renew.service logs-ship.service reindex-catalog.service prune-images.service',
      '04:10',
      15,
    ),
    {
      name: 'bundesbank-report.service',
      schedule: {at: '18:20', days: 'weekdays'},
      minutes: 11,
      failureRate: 0.02,
    },
  ],
};

export const DWH: FleetEnvironment = {
  name: 'dwh',
  title: 'Data warehouse loads',
  timezone: 'UTC',
  labels: {stage: 'prod', region: 'global'},
  formats: ['count'],
  jobs: [],
  loads: {
    usual: 640,
    weekendShare: 0.7,
    dailyGrowth: 0.0025,
    min: 330,
    max: 900,
    dueMinutesBeforeStart: 120,
    incidentShare: 0.42,
  },
};

export const DR_SITE: FleetEnvironment = {
  name: 'dr-site',
  title: 'Disaster recovery, Zurich',
  timezone: 'Europe/Zurich',
  labels: {stage: 'dr', region: 'emea'},
  formats: ['control-m'],
  fault: 'timeout',
  jobs: [
    ...sequence('REPLICA/', 'TRADES LEDGER CLIENTS DOCUMENTS', '01:15', 20, {expect: {grace: '45m'}}),
    ...sequence('VERIFY/', 'TRADES LEDGER CLIENTS DOCUMENTS', '05:15', 15),
    {name: 'REPLICA/CHECKPOINT', schedule: {minutesBeforeStart: 160}, minutes: 9, expect: {grace: '30m'}},
  ],
};

export const LEGACY: FleetEnvironment = {
  name: 'legacy',
  title: 'Mumbai back office (old web export)',
  timezone: 'Asia/Kolkata',
  labels: {stage: 'prod', region: 'apac'},
  formats: ['tsv'],
  fault: 'garbage',
  jobs: [
    ...sequence('BO', '0100 0110 0120 0200 0210 0300 0310 0400', '00:30', 22, {failureRate: 0.015}),
    {name: 'BO9000', schedule: {minutesBeforeStart: 200}, minutes: 30, expect: {grace: '45m'}},
  ],
};
