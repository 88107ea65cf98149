/** What programs cost that stand open and are not touched. */
import {setTimeout as sleep} from 'node:timers/promises';
import {readCpu, subtractCost} from './ui-cost.ts';
import {measureStart} from './ui-measures.ts';
import type {Bench} from './ui-programs.ts';
import {htop, OWN, ownToday, visidata} from './ui-programs.ts';
import {openRecorder} from './ui-recorder.ts';
import type {Line} from './ui-table.ts';

const SECONDS = 20;
/** What a start leaves to be done later is not idling. */
const SETTLED_AFTER_MS = 5000;

export async function measureIdle({fleet, env, others}: Bench): Promise<Line[]> {
  const recorders = [ownToday(fleet), visidata(fleet), htop()]
    .filter(({name}) => name === OWN || others.includes(name))
    .map(program => openRecorder(program, env));
  try {
    for (const recorder of recorders) await measureStart(recorder);
    await sleep(SETTLED_AFTER_MS);
    const before = recorders.map(({pid}) => readCpu(pid));
    await sleep(SECONDS * 1000);
    const costs = recorders.map(({pid}, index) =>
      subtractCost(readCpu(pid), before[index] ?? {own: 0, behind: 0}),
    );
    const values = Object.fromEntries(recorders.map(({program}, index) => [program.name, costs[index]?.own]));
    return [
      {what: `CPU time of ${SECONDS} s idle, ms`, values, digits: 0, ratioTo: 'htop', target: "htop's"},
      {what: '  of the processes behind it, ms', values: {[OWN]: costs[0]?.behind}, digits: 0},
    ];
  } finally {
    for (const recorder of recorders) await recorder.close();
  }
}
