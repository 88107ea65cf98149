/** `--version --json`: what a bug report, an installer and an inventory need to know of a program. */
import {readFileSync} from 'node:fs';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {SCHEMA_VERSION} from '../report/status-report.ts';
import {MIGRATIONS} from '../store/migrations.ts';

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
    build: readBuild(fileURLToPath(import.meta.url)),
    schemas: {database: MIGRATIONS.length, report: SCHEMA_VERSION},
    runtime: {node: process.versions.node},
    platform: {os: process.platform, arch: process.arch},
  };
}

/** The build begins the program with its fingerprint (scripts/build.ts). */
function readBuild(program: string): string | null {
  return /^\/\/([\da-f]{16})\n/.exec(readFileSync(program, 'latin1'))?.[1] ?? null;
}
