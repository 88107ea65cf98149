/** `--version --json`: what a bug report, an installer and an inventory need to know of a program. */
import process from 'node:process';
import {SCHEMA_VERSION} from '../report/status-report.ts';
import {MIGRATIONS} from '../store/migrations.ts';
import {BUILD} from './version.ts';

export type VersionDetails = {
  version: string;
  /** Fingerprint of the built program; null when it runs from its sources. */
  build: string | null;
  schemas: {database: number; report: number};
  runtime: {node: string};
  platform: {os: NodeJS.Platform; arch: NodeJS.Architecture};
};

export function describeVersion(version: string): VersionDetails {
  return {
    version,
    build: BUILD ?? null,
    schemas: {database: MIGRATIONS.length, report: SCHEMA_VERSION},
    runtime: {node: process.versions.node},
    platform: {os: process.platform, arch: process.arch},
  };
}
