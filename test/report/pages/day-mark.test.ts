import {describe, expect, test} from 'vitest';
import type {RunRecord} from '../../../source/domain/run.ts';
import {tallyRuns} from '../../../source/domain/run-day.ts';
import type {Verdict} from '../../../source/domain/slot.ts';
import {markOf} from '../../../source/report/pages/day-mark.ts';
import type {DayMark} from '../../../source/report/pages/pages.ts';
import {DAY_MARKS} from '../../../source/report/pages/pages.ts';
import {at, run} from '../../analysis/facts.ts';

const good = run({startedAt: at('03:00')});
const failed = run({status: 'failed', startedAt: at('02:00')});
const cancelled = run({status: 'cancelled', startedAt: at('02:00')});
const waiting = run({status: 'waiting'});
const held = run({status: 'held'});
const running = run({status: 'running', startedAt: at('04:00')});
const unknown = run({status: 'unknown', startedAt: at('04:00')});

type MarkCase = [title: string, mark: DayMark, verdicts: Verdict[], runs: RunRecord[]];

function mark(verdicts: readonly Verdict[], runs: readonly RunRecord[], isKnown = true): DayMark {
  return markOf({verdicts: new Set(verdicts), runs: runs.length > 0 ? tallyRuns(runs) : undefined, isKnown});
}

describe('a day is marked', () => {
  test.each<MarkCase>([
    ['missing when a slot is', 'M', ['missing', 'ok'], [good]],
    ['failed when a slot is, whatever succeeded later', 'F', ['failed', 'ok'], [failed, good]],
    ['failed when a run without a slot is', 'F', [], [failed]],
    ['failed when the run failed after a success', 'F', [], [run({startedAt: at('01:00')}), failed]],
    ['failed when it is not known when the run failed', 'F', [], [run({status: 'failed'}), good]],
    ['failed when the success may have come first', 'F', [], [failed, run({})]],
    ['failed rather than cancelled when both happened', 'F', [], [cancelled, failed]],
    ['cancelled when a run without a slot is', 'X', [], [cancelled]],
    ['cancelled when its slot is judged failed for it', 'X', ['failed'], [cancelled]],
    ['unknown when a slot is', 'U', ['unknown', 'ok-late'], []],
    ['unknown when the end of a run is', 'U', [], [unknown, good]],
    ['late when a slot is', 'L', ['ok-late', 'ok'], [good]],
    ['late when a run takes too long', 'L', ['overrun'], [running]],
    ['late when a later success made a failure good', 'L', [], [failed, good]],
    ['late when a later success made a cancelled run good', 'L', ['ok-late'], [cancelled, good]],
    ['running when a run is', 'R', ['running', 'ok'], [running, good]],
    ['running while a slot is in its grace', 'R', ['due'], []],
    ['running while a run waits', 'R', [], [waiting, good]],
    ['running while the first slot is not due yet', 'R', ['pending'], []],
    ['ok as far as it has come', 'K', ['ok', 'pending'], [good]],
    ['ok when a run came early', 'K', ['ok-early'], [good]],
    ['ok when a run that nobody expected succeeded', 'K', [], [good]],
    ['ok when only some of its slots are excused', 'K', ['ok', 'excused'], [good]],
    ['excused when every slot is', 'E', ['excused'], []],
    ['excused when it is held on purpose', 'E', ['excused'], [held]],
    ['as nothing when nothing happened', '.', [], []],
  ])('%s', (_title, expected, verdicts, runs) => {
    expect(mark(verdicts, runs)).toBe(expected);
  });

  test('as not known when nothing was collected', () => {
    expect(mark([], [], false)).toBe(' ');
  });

  test('by what is known of it although nothing was collected since', () => {
    expect(mark(['missing'], [], false)).toBe('M');
    expect(mark([], [good], false)).toBe('K');
  });

  test('ok when something was counted', () => {
    expect(markOf({verdicts: new Set(), isCounted: true, isKnown: true})).toBe('K');
  });
});

test('the worst wins, in the order of the marks', () => {
  const facts: [Verdict[], RunRecord[]][] = [
    [['missing'], []],
    [['failed'], [failed]],
    [[], [cancelled]],
    [['unknown'], []],
    [['ok-late'], []],
    [['running'], []],
    [['ok'], []],
    [['excused'], []],
  ];
  const marks = facts.map((_, index) => {
    const rest = facts.slice(index);
    return mark(
      rest.flatMap(([verdicts]) => verdicts),
      rest.flatMap(([, runs]) => runs),
    );
  });
  expect([...marks, '.', ' ']).toEqual(DAY_MARKS);
});
