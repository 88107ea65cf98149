import {expect, test} from 'vitest';
import {windowsTasks} from '../../source/adapters/windows-tasks.ts';
import {openZone} from '../../source/domain/zone.ts';

const HEAD = '"TaskName","Next Run Time","Status","Last Run Time","Last Result"';

test('each next start of a task is told once, whichever of its rows tell it', () => {
  const parser = windowsTasks.open({
    day: '2026-11-23',
    clock: {zone: openZone('UTC'), dayStartMs: 0},
    collectedAt: Date.UTC(2026, 10, 23, 12),
    options: {tasks: ['*'], exclude: [], timeFormat: 'M/d/yyyy h:mm:ss a'},
  });
  const rows = [6, 7, 6, 8, 7, 8].flatMap(hour =>
    ['\\a', '\\b'].map(path => `"${path}","11/24/2026 ${hour}:00:00 AM","Ready","N/A","0"`),
  );
  parser.write(`${[HEAD, ...rows].join('\n')}\n`);
  const {schedules} = parser.end();
  const told = schedules.map(({job, timing}) => [job, timing.kind === 'instants' && timing.dueAt[0]]);
  const at = (hour: number) => Date.UTC(2026, 10, 24, hour);
  expect(told).toEqual(
    [6, 7, 8].flatMap(hour => [
      ['\\a', at(hour)],
      ['\\b', at(hour)],
    ]),
  );
});
