/**
 * The demo's configuration, in the language of any other: it is written to a file and loaded as one, so that the demo
 * takes the real path from the command to the screen.
 */
import {join} from 'node:path';
import {Document, Scalar} from 'yaml';
import type {EpochMs} from '../domain/time.ts';
import {formatInstant, HOUR_MS, MINUTE_MS, twoDigits} from '../domain/time.ts';
import type {Format, SimulatedEnvironment, SimulatedJob} from './fleet-model.ts';
import {FORMAT_SOURCES} from './format-sources.ts';
import {cronExpression} from './job-timing.ts';
import {resolveFleet} from './resolve-fleet.ts';

export type DemoOptions = {
  /** Folder of the demo: configuration, database and recorded answers. An absolute path. */
  directory: string;
  seed: number;
  /** When the demo begins: today's incidents lie around it. */
  now: EpochMs;
  /** The simulator: `dist/simulator.js`, in development `source/demo/simulator.ts`. */
  simulatorPath: string;
  /** The Node.js that runs it. */
  execPath: string;
  /** Decides whether there is an `sh` to fetch recorded answers with. */
  platform: NodeJS.Platform;
  /** The simulated schedulers' clock stands still at `now`: for tests and pictures. */
  isFrozen?: boolean;
};

/** Where the recorded answers stand, and the script that prints one or runs the simulator. */
export const WORLD_FOLDER = 'world';
export const ANSWER_SCRIPT = 'answer.sh';

const HEADER = ` The demo's fleet: eight environments that do not exist. A simulator stands in for their schedulers; its commands
 are really executed. Recorded answers tell of the days before the demo began.`;

export function buildDemoConfig(options: DemoOptions): string {
  const {directory, seed, now, simulatorPath, execPath} = options;
  const document = new Document();
  const flow = (value: unknown) => document.createNode(value, {flow: true});
  document.contents = document.createNode({
    database: join(directory, 'jobtrack.db'),
    refresh: '1m',
    timeout: '20s',
    variables: {
      node: execPath,
      simulator: simulatorPath,
      world: join(directory, WORLD_FOLDER),
      seed: String(seed),
      began: formatInstant(now),
    },
    environments: Object.fromEntries(
      resolveFleet(now).map(environment => [environment.name, buildEnvironment(environment, options, flow)]),
    ),
  });
  document.commentBefore = HEADER;
  return document.toString({lineWidth: 0, flowCollectionPadding: false});
}

type Flow = (value: unknown) => unknown;

function buildEnvironment(environment: SimulatedEnvironment, options: DemoOptions, flow: Flow) {
  const {title, timezone, clock, labels, fault, downtime, formats} = environment;
  const expect = buildExpectations(environment);
  return {
    title,
    timezone,
    dayStart: quotedTime(clock.dayStartMs),
    ...(fault === 'timeout' && {timeout: '3s'}),
    labels: flow(labels),
    sources: formats.map(format => buildSource(format, options, flow)),
    ...(expect.length > 0 && {expect: expect.map(flow)}),
    ...(downtime && {
      maintenance: [
        flow({from: formatInstant(downtime.from), to: formatInstant(downtime.to), reason: downtime.reason}),
      ],
    }),
  };
}

function buildSource(format: Format, options: DemoOptions, flow: Flow) {
  const {adapter, options: adapterOptions} = FORMAT_SOURCES[format];
  return {
    adapter,
    command: flow(buildCommand(format, options)),
    ...(adapterOptions && {options: flow(adapterOptions)}),
  };
}

function buildCommand(format: Format, {platform, now, isFrozen}: DemoOptions): string[] {
  const simulator = ['{node}', '{simulator}', format, '--environment', '{environment}', '--date', '{date}'];
  const live = [
    ...simulator,
    '--seed',
    '{seed}',
    '--began',
    '{began}',
    ...(isFrozen ? ['--now', formatInstant(now)] : []),
  ];
  if (platform === 'win32' || !FORMAT_SOURCES[format].hasHistory) return live;
  // Through sh, not by its own name: a temporary folder may forbid execution.
  return ['sh', `{world}/${ANSWER_SCRIPT}`, `{world}/{environment}/${format}/{date}.out`, ...live];
}

function buildExpectations({jobs, loads, loadsDueMs}: SimulatedEnvironment): object[] {
  const declared = new Map(
    jobs
      .flatMap(job => (job.expect ? [buildExpectation(job, job.expect)] : []))
      .map(entry => [entry.job, entry]),
  );
  if (!loads || loadsDueMs === undefined) return [...declared.values()];
  return [...declared.values(), {count: {min: loads.min, max: loads.max, by: quotedTime(loadsDueMs)}}];
}

function buildExpectation(
  job: SimulatedJob,
  {pattern, grace, maxRuntime}: NonNullable<SimulatedJob['expect']>,
) {
  return {
    job: pattern ?? job.name,
    schedule: quoted(cronExpression(job.timing)),
    grace,
    ...(maxRuntime && {maxRuntime}),
  };
}

function quotedTime(timeOfDayMs: number): Scalar<string> {
  const parts = [Math.floor(timeOfDayMs / HOUR_MS), (timeOfDayMs % HOUR_MS) / MINUTE_MS];
  return quoted(parts.map(twoDigits).join(':'));
}

/** Quoted as a person should: to YAML 1.1 a bare 12:00 is 720. */
function quoted(text: string): Scalar<string> {
  const scalar = new Scalar(text);
  scalar.type = Scalar.QUOTE_DOUBLE;
  return scalar;
}
