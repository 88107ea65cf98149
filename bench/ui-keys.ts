/** Keys in turn in every program: what each of them takes until it is drawn, in time, bytes, CPU and memory. */
import {spawn} from 'node:child_process';
import {median, percentile} from './statistics.ts';
import type {Cost} from './ui-cost.ts';
import {readCpu, readMemory, subtractCost} from './ui-cost.ts';
import type {Press} from './ui-measures.ts';
import {measureBurst, measurePress, measureStart, sendBurst, settle} from './ui-measures.ts';
import type {Bench} from './ui-programs.ts';
import {htop, NODE, OWN, ownJobs, visidata} from './ui-programs.ts';
import type {Recorder} from './ui-recorder.ts';
import {openRecorder} from './ui-recorder.ts';
import type {Line} from './ui-table.ts';

const ACTIONS = ['select', 'scroll', 'page'] as const;
type Action = (typeof ACTIONS)[number];

type Samples = {presses: Press[]; cpu: Cost};
type Results = Record<Action, Samples> & {burstsMs: number[]; pressed: number; memory: Cost};

const PRESSES: Record<Action, number> = {select: 10, scroll: 10, page: 5};
/** Enough to bring the cursor from the top to the lower edge of the window. */
const TO_THE_EDGE = 60;
/** Three times as fast as a held key repeats. */
const BURST = {count: 100, intervalMs: 10};
/** htop shows processes: so many more that it has enough to select from. */
const BALLAST = 100;
/** htop's slowest rhythm: when it looks at all processes between a key and its frame, that is not the key's. */
const HTOP_TENTHS = 100;
const MOST_BYTES: Partial<Record<Action, number>> = {select: 600, scroll: 6000};

export async function measureKeys({fleet, env, rounds, others}: Bench): Promise<Line[]> {
  const ballast = Array.from({length: BALLAST}, () => spawn('sleep', ['3600'], {stdio: 'ignore'}));
  const idle = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {env, stdio: 'ignore'});
  const programs = [ownJobs(fleet), visidata(fleet), htop(HTOP_TENTHS)];
  const recorders = programs
    .filter(({name}) => name === OWN || others.includes(name))
    .map(program => openRecorder(program, env));
  try {
    const results = recorders.map(() => emptyResults());
    for (const recorder of recorders) await measureStart(recorder);
    for (let round = 0; round < rounds; round++) {
      for (const [index, recorder] of recorders.entries()) {
        const own = results[index];
        if (own) await runRound(recorder, own);
      }
    }
    for (const [index, recorder] of recorders.entries()) {
      const own = results[index];
      if (own) own.memory = readMemory(recorder.pid);
    }
    const named = Object.fromEntries(recorders.map(({program}, index) => [program.name, results[index]]));
    return describeResults(named, idle.pid === undefined ? 0 : readMemory(idle.pid).own);
  } finally {
    for (const recorder of recorders) await recorder.close();
    for (const child of [...ballast, idle]) child.kill('SIGKILL');
  }
}

function emptyResults(): Results {
  const none = (): Samples => ({presses: [], cpu: {own: 0, behind: 0}});
  return {
    select: none(),
    scroll: none(),
    page: none(),
    burstsMs: [],
    pressed: 0,
    memory: {own: 0, behind: 0},
  };
}

/** htop has not rows enough for more than selecting. */
async function runRound(recorder: Recorder, results: Results): Promise<void> {
  const {name, keys} = recorder.program;
  for (const action of name === 'htop' ? (['select'] as const) : ACTIONS) {
    for (const key of keys.top) recorder.send(key);
    await settle(recorder);
    if (action === 'scroll') {
      await sendBurst(recorder, {...BURST, key: keys.down, count: TO_THE_EDGE});
      await settle(recorder);
      results.pressed += TO_THE_EDGE;
    }
    const before = readCpu(recorder.pid);
    for (let index = 0; index < PRESSES[action]; index++) {
      results[action].presses.push(
        await measurePress(recorder, action === 'page' ? keys.pageDown : keys.down),
      );
    }
    const spent = subtractCost(readCpu(recorder.pid), before);
    results[action].cpu.own += spent.own;
    results[action].cpu.behind += spent.behind;
    results.pressed += PRESSES[action];
  }
  if (name === 'htop') return;
  results.burstsMs.push(await measureBurst(recorder, {...BURST, key: keys.down}));
  results.pressed += BURST.count;
}

type Named = Record<string, Results | undefined>;

function describeResults(results: Named, idleMemory: number): Line[] {
  const pick = (read: (result: Results) => number): Record<string, number> =>
    Object.fromEntries(
      Object.entries(results).flatMap(([name, result]) => (result ? [[name, read(result)]] : [])),
    );
  const pressed = results[OWN]?.pressed ?? 0;
  return [
    ...ACTIONS.flatMap(action => describeAction(action, pick)),
    {
      what: '100 keys/s: from the last key to its last byte, ms',
      values: pick(({burstsMs}) => median(burstsMs)),
      ratioTo: 'visidata',
      target: '35',
    },
    {what: '100 keys/s: the longest, ms', values: pick(({burstsMs}) => percentile(burstsMs, 100))},
    {
      what: `resident memory after ${pressed} keys, MiB`,
      values: {...pick(({memory}) => memory.own), [NODE]: idleMemory},
      ratioTo: NODE,
      target: `3 x idle ${NODE}`,
    },
    {what: '  of the processes behind it, MiB', values: {[OWN]: results[OWN]?.memory.behind}},
  ];
}

function describeAction(
  action: Action,
  pickAll: (read: (result: Results) => number) => Record<string, number>,
): Line[] {
  const pick = (read: (samples: Samples) => number) => pickAll(result => read(result[action]));
  const bytes = MOST_BYTES[action];
  return [
    {
      what: `${action}: from the key to its last byte, ms`,
      values: pick(({presses}) => median(presses.map(({frameMs}) => frameMs))),
      ratioTo: 'visidata',
      target: '12, and 0.6 x visidata',
    },
    {
      what: `${action}: 95th percentile, ms`,
      values: pick(({presses}) =>
        percentile(
          presses.map(({frameMs}) => frameMs),
          95,
        ),
      ),
      target: '20',
    },
    {
      what: `${action}: bytes a key`,
      values: pick(({presses}) => median(presses.map(sample => sample.bytes))),
      digits: 0,
      ...(bytes !== undefined && {target: String(bytes)}),
    },
    {
      what: `${action}: CPU time a key, ms`,
      values: pick(({presses, cpu}) => cpu.own / presses.length),
      ratioTo: 'visidata',
    },
    {
      what: '  of the processes behind it, ms',
      values: {[OWN]: pick(({presses, cpu}) => cpu.behind / presses.length)[OWN]},
    },
  ];
}
