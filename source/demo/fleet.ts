/** The demo's fleet: eight environments in seven zones. Data only; `resolve-fleet.ts` puts it into a day. */
import type {FleetEnvironment} from './fleet-model.ts';
import {BATCH_FRA, DR_SITE, DWH, LEGACY, UAT_LDN} from './fleet-other.ts';
import {PROD_LDN, PROD_NYC, PROD_TOK} from './fleet-production.ts';

export const FLEET: readonly FleetEnvironment[] = [
  PROD_LDN,
  PROD_NYC,
  PROD_TOK,
  UAT_LDN,
  BATCH_FRA,
  DWH,
  DR_SITE,
  LEGACY,
];
