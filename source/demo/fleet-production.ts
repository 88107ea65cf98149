/** The demo's production schedulers, and what goes wrong there on the day it begins. */
import type {FleetEnvironment} from './fleet-model.ts';
import {sequence} from './job-sequence.ts';

export const PROD_LDN: FleetEnvironment = {
  name: 'prod-ldn',
  title: 'London production',
  timezone: 'Europe/London',
  labels: {stage: 'prod', region: 'emea'},
  formats: ['control-m'],
  jobs: [
    ...sequence(
      'FEEDS/',
      'BLOOMBERG REUTERS MARKIT CREST EUROCLEAR CLEARSTREAM ECB_RATES SONIA RATINGS CALENDARS',
      '00:20',
      7,
    ),
    ...sequence('RISK/EOD_', 'VAR CREDIT FX RATES EQUITY COMMODITY', '02:00', 0, {
      schedule: {at: '02:00', days: 'weekdays'},
      minutes: 38,
      expect: {grace: '30m', maxRuntime: '2h', pattern: 'RISK/EOD_*'},
    }),
    {
      name: 'RISK/INTRADAY_VAR',
      schedule: {at: '11:30'},
      minutes: 52,
      dailyGrowth: 0.008,
      expect: {grace: '20m', maxRuntime: '90m'},
    },
    ...sequence(
      'SETTLE/',
      'CREST_MATCH CREST_POST FAILS_REPORT CASH_PROJECTION COLLATERAL MARGIN_CALLS NOSTRO_RECON',
      '04:05',
      11,
    ),
    ...sequence(
      'LEDGER/',
      'TRADE_POST ACCRUE_INTEREST FX_REVALUE INTERCOMPANY TRIAL_BALANCE CLOSE_DAY',
      '05:40',
      9,
    ),
    ...sequence(
      'REPORTS/',
      'P_AND_L EXPOSURE MIFID_TRANSACTIONS EMIR_TRADES SFTR_TRADES LIQUIDITY BOARD_PACK',
      '07:10',
      8,
      {
        schedule: {at: '07:10', days: 'weekdays'},
      },
    ),
    {name: 'REPORTS/MONTH_END_PACK', schedule: {at: '19:30', days: 'month-end'}, minutes: 75},
    ...sequence('ARCHIVE/', 'TRADES MESSAGES DOCUMENTS AUDIT_TRAIL', '20:15', 25),
    {
      name: 'SETTLE/SWIFT_MT548',
      schedule: {minutesBeforeStart: 240},
      minutes: 12,
      incident: 'failure',
      expect: {grace: '20m'},
    },
    {
      name: 'LEDGER/ACCRUALS_POST',
      schedule: {minutesBeforeStart: 120},
      minutes: 18,
      incident: 'held',
      expect: {grace: '30m'},
    },
    {
      name: 'RISK/STRESS_TEST',
      schedule: {minutesBeforeStart: 100},
      minutes: 45,
      incident: 'stuck',
      expect: {grace: '30m'},
    },
  ],
};

export const PROD_NYC: FleetEnvironment = {
  name: 'prod-nyc',
  title: 'New York production',
  timezone: 'America/New_York',
  labels: {stage: 'prod', region: 'amer'},
  formats: ['csv'],
  jobs: [
    {name: 'orders-snapshot', schedule: {everyMinutes: 30}, minutes: 3, expect: {grace: '10m'}},
    {name: 'fx-rates-pull', schedule: {everyMinutes: 60}, minutes: 1, expect: {grace: '15m'}},
    ...sequence('load-', 'dtcc nscc occ finra sec-edgar fed-wire treasuries muni-prices', '01:10', 12),
    ...sequence('calc-', 'positions exposure haircuts margin fees dividends', '03:30', 14),
    ...sequence('report-', 'focus trace cat blotter commissions', '06:05', 10, {
      schedule: {at: '06:05', days: 'weekdays'},
    }),
    ...sequence('purge-', 'staging sessions exports', '22:40', 6),
    {
      name: 'positions-extract',
      schedule: {minutesBeforeStart: 180},
      minutes: 14,
      incident: 'missing',
      expect: {grace: '30m'},
    },
    // Nobody declared these two: what is odd about them was learned.
    {name: 'custody-recon', schedule: {minutesBeforeStart: 270}, minutes: 12, incident: 'missing'},
    {name: 'tax-lots', schedule: {minutesBeforeStart: 240}, minutes: 41, incident: 'too-fast'},
    {
      name: 'ach-settlement',
      schedule: {minutesBeforeStart: 300},
      minutes: 16,
      incident: 'made-good',
      expect: {grace: '20m'},
    },
    {
      name: 'client-statements',
      schedule: {minutesBeforeStart: 150},
      minutes: 22,
      incident: 'late',
      expect: {grace: '20m', maxRuntime: '2h'},
    },
  ],
};

export const PROD_TOK: FleetEnvironment = {
  name: 'prod-tok',
  title: 'Tokyo research cluster',
  timezone: 'Asia/Tokyo',
  labels: {stage: 'prod', region: 'apac'},
  formats: ['slurm'],
  jobs: [
    {
      name: 'tick-compaction',
      schedule: {everyMinutes: 60},
      minutes: 9,
      failureRate: 0.002,
      expect: {grace: '20m'},
    },
    ...sequence('train-', 'momentum carry value liquidity sentiment', '01:00', 35, {
      minutes: 64,
      failureRate: 0.02,
    }),
    ...sequence('backtest-', 'nikkei topix jgb fx options', '08:15', 20, {
      schedule: {at: '08:15', days: 'weekdays'},
      minutes: 41,
    }),
    ...sequence('calibrate-', 'sabr heston local-vol', '17:10', 25),
    {
      name: 'montecarlo-xva',
      schedule: {minutesBeforeStart: 190},
      minutes: 42,
      incident: 'overrun',
      expect: {grace: '20m', maxRuntime: '90m'},
    },
    {
      name: 'train-order-flow',
      schedule: {minutesBeforeStart: 330},
      minutes: 55,
      incident: 'failure',
      expect: {grace: '20m'},
    },
  ],
};
