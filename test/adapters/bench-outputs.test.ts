import {describe, expect, test} from 'vitest';
import {openingOf} from '../../bench/adapter-context.ts';
import {OUTPUTS} from '../../bench/adapter-outputs.ts';
import {parseOutput} from '../../source/adapters/parser.ts';
import {adapters} from '../../source/adapters/registry.ts';

test('the speed of every adapter is measured', () => {
  const measured = new Set(Object.keys(OUTPUTS).map(name => openingOf(name).adapter.name));
  expect([...adapters.keys()].filter(name => !measured.has(name))).toEqual([]);
});

describe('what the bench has read is an output of that adapter', () => {
  test.each(Object.keys(OUTPUTS))('%s', name => {
    const output = OUTPUTS[name]?.(240)?.text ?? '';
    const {adapter, context} = openingOf(name);
    const {runs, schedules, counts, rejected} = parseOutput(adapter, output, context);
    expect(rejected).toEqual([]);
    expect(runs.length + schedules.length + counts.length).toBeGreaterThan(0);
  });
});
