/**
 * What `journalctl -o json` prints of oneshot services (the messages of PID 1, ids of systemd's catalog), and
 * `systemctl list-timers --all -o json`.
 */
import type {EpochMs} from '../domain/time.ts';
import type {DayView} from './fleet-model.ts';
import {nextDue} from './job-timing.ts';
import {randomId} from './random.ts';
import type {StartedRun} from './simulate-day.ts';
import {startedRuns} from './simulate-day.ts';

const MESSAGE_IDS = {
  starting: '7d4958e842da4a758f6c1cdc7b36dcc5',
  finished: '39f53479d3a045ac8e11786248231fbf',
  deactivated: '7ad2d189f7e94e70a38c781354912448',
  processExit: '98e322203f7a4ed290d09fe03c09fe15',
  failed: 'd9b373ed55a64feb8242e02dbe79a49c',
  startFailed: 'be02cf6855d2428ba40df7e9d022f03d',
} as const;

type Entry = {at: EpochMs; kind: keyof typeof MESSAGE_IDS; message: string; fields: Record<string, string>};

/** The journal of the runs that began in the business day, their ends included. */
export function printJournal(view: DayView): string {
  const {name} = view.environment;
  return startedRuns(view)
    .flatMap(run => {
      const unit = run.job.name;
      const invocation = randomId(`${view.seed}/${name}/${unit}/${run.dueAt}/${run.attempt}`);
      return journalEntries(run).map(entry => ({...entry, unit, invocation}));
    })
    .sort((a, b) => a.at - b.at)
    .map(({at, kind, message, fields, unit, invocation}) =>
      JSON.stringify({
        __REALTIME_TIMESTAMP: String(at * 1000),
        _PID: '1',
        _HOSTNAME: name,
        SYSLOG_IDENTIFIER: 'systemd',
        PRIORITY: kind === 'startFailed' ? '3' : '6',
        MESSAGE_ID: MESSAGE_IDS[kind],
        UNIT: unit,
        INVOCATION_ID: invocation,
        MESSAGE: message,
        ...fields,
      }),
    )
    .map(line => `${line}\n`)
    .join('');
}

function journalEntries(run: StartedRun): Entry[] {
  const unit = run.job.name;
  const start: Entry = {
    at: run.startedAt,
    kind: 'starting',
    message: `Starting ${unit}...`,
    fields: {JOB_TYPE: 'start'},
  };
  if (run.state === 'running') return [start];
  const at = run.endedAt;
  if (run.state === 'succeeded') {
    return [
      start,
      {at, kind: 'deactivated', message: `${unit}: Deactivated successfully.`, fields: {}},
      {at, kind: 'finished', message: `Finished ${unit}.`, fields: {JOB_TYPE: 'start', JOB_RESULT: 'done'}},
    ];
  }
  const status = String(run.exitCode);
  return [
    start,
    {
      at,
      kind: 'processExit',
      message: `${unit}: Main process exited, code=exited, status=${status}/n/a`,
      fields: {EXIT_CODE: 'exited', EXIT_STATUS: status},
    },
    {
      at,
      kind: 'failed',
      message: `${unit}: Failed with result 'exit-code'.`,
      fields: {UNIT_RESULT: 'exit-code'},
    },
    {
      at,
      kind: 'startFailed',
      message: `Failed to start ${unit}.`,
      fields: {JOB_TYPE: 'start', JOB_RESULT: 'failed'},
    },
  ];
}

/** The timers as they stand at `now`. Instants in microseconds; `left` and `passed` repeat them, as systemd 252 does. */
export function printListTimers(view: DayView): string {
  const {environment, day, now} = view;
  const lastStart = new Map(startedRuns(view).map(run => [run.job.name, run.dueAt]));
  const timers = environment.jobs.map(({name, timing}) => {
    const next = (nextDue(timing, now, environment.clock, day) ?? 0) * 1000;
    const last = (lastStart.get(name) ?? 0) * 1000;
    return {
      next,
      left: next,
      last,
      passed: last,
      unit: name.replace(/\.service$/, '.timer'),
      activates: name,
    };
  });
  return `${JSON.stringify(timers.sort((a, b) => a.next - b.next))}\n`;
}
