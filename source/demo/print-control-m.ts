/** What `ctm run jobs:status::get` prints for one order date (Control-M Automation API). */
import {dayBounds} from '../domain/business-day.ts';
import type {EpochMs} from '../domain/time.ts';
import {MINUTE_MS, toDayNumber} from '../domain/time.ts';
import type {DayView} from './fleet-model.ts';
import {compactTime} from './local-time.ts';
import type {SimulatedRun} from './simulate-day.ts';
import {simulateDay} from './simulate-day.ts';

const STATUS: Record<SimulatedRun['state'], string> = {
  waiting: 'Wait Condition',
  held: 'Wait Condition',
  stuck: 'Wait Resource',
  running: 'Executing',
  succeeded: 'Ended OK',
  failed: 'Ended Not OK',
};

export function printControlM(view: DayView): string {
  const rows = ordersOf(view).map(run => jobRow(run, view));
  const folders = [...new Set(rows.map(row => row.folder))].map((folder, index) =>
    folderRow(folder, index, view),
  );
  const statuses = [...folders, ...rows];
  return `${JSON.stringify({statuses, startIndex: 0, itemsPerPage: 10_000, total: statuses.length}, null, 2)}\n`;
}

/** An order has one row, that of its latest run; New Day has taken those that never ran out of the list. */
function ordersOf(view: DayView): SimulatedRun[] {
  const latest = new Map(simulateDay(view).map(run => [run.sequence, run]));
  const isOver = dayBounds(view.day, view.environment.clock).end <= view.now;
  return [...latest.values()].filter(run => 'startedAt' in run || !isOver);
}

function jobRow(run: SimulatedRun, view: DayView) {
  const {zone} = view.environment.clock;
  const time = (instant: EpochMs): string => compactTime(instant, zone);
  const [folder = '', name = ''] = run.job.name.split('/');
  return {
    ...commonFields(folder, run.sequence + 100, view),
    name,
    type: 'Command',
    status: STATUS[run.state],
    held: run.state === 'held',
    numberOfRuns: 'startedAt' in run ? run.attempt : 0,
    startTime: 'startedAt' in run ? time(run.startedAt) : '',
    endTime: 'endedAt' in run ? time(run.endedAt) : '',
    estimatedStartTime: [time(run.dueAt)],
    estimatedEndTime: [time(run.dueAt + Math.round(run.job.minutes * MINUTE_MS))],
    description: run.state === 'held' ? 'held by ops' : '',
  };
}

function folderRow(folder: string, index: number, view: DayView) {
  return {
    ...commonFields(folder, index, view),
    name: folder,
    type: 'Folder',
    status: 'Executing',
    held: false,
    numberOfRuns: 1,
    startTime: '',
    endTime: '',
    estimatedStartTime: [],
    estimatedEndTime: [],
    description: '',
  };
}

function commonFields(folder: string, number: number, {environment, day}: DayView) {
  const server = environment.name.slice(-3).toUpperCase();
  return {
    // Order ids are five base-36 digits that go on from day to day.
    jobId: `${server}:${(toDayNumber(day) * 1000 + number).toString(36).slice(-5).padStart(5, '0')}`,
    folder,
    orderDate: day.replaceAll('-', '').slice(2),
    ctm: server,
    cyclic: false,
    deleted: false,
  };
}
