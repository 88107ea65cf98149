import {expect, test} from 'vitest';
import {createPace, firstBeat, nextBeat, wantedSince} from '../../source/collect/pace.ts';

const MINUTE = 60_000;
const FIVE = 5 * MINUTE;
const T = Date.parse('2026-11-23T06:40:00Z');

test('a source that is always collected a little late keeps its instants', () => {
  let at = nextBeat(T, FIVE, 0.3);
  const first = at;
  for (let round = 0; round < 1000; round++) at = nextBeat(at + 1700, FIVE, 0.3);
  expect(at - first).toBe(1000 * FIVE);
});

test('instants are an interval apart, at the phase', () => {
  expect(nextBeat(T, FIVE, 0)).toBe(T + FIVE);
  expect(nextBeat(T, FIVE, 0.2)).toBe(T + MINUTE + FIVE);
});

test.each([
  ['just before the instant', -1, true],
  ['less than half an interval before it', -FIVE / 2 + 1, true],
  ['half an interval before it', -FIVE / 2, true],
  ['more than half an interval before it', -FIVE / 2 - 1, false],
])('an attempt %s does for it', (_, offset, does) => {
  expect(T + offset >= wantedSince(T, FIVE, 0)).toBe(does);
  expect(nextBeat(T + offset, FIVE, 0)).toBe(does ? T + FIVE : T);
});

test('what nobody has asked for yet at the start of a day is asked for within half a minute', () => {
  expect(firstBeat(T, FIVE, 0)).toBe(T);
  expect(firstBeat(T, FIVE, 0.999)).toBe(T + 29_970);
  expect(firstBeat(T, 10_000, 0.5)).toBe(T + 5000);
});

test('environments of one host, and one environment on many hosts, are spread over the interval', () => {
  const {phaseOf} = createPace('ldctlm01');
  expect(phaseOf('prod-ldn')).toBe(createPace('ldctlm01').phaseOf('prod-ldn'));
  const phases = [
    Array.from({length: 400}, (_, number) => phaseOf(`env-${number}`)),
    Array.from({length: 400}, (_, number) => createPace(`host-${number}`).phaseOf('prod-ldn')),
  ];
  for (const own of phases) {
    // 400 names into ten tenths: each gets its share of about 40.
    const tenths = Map.groupBy(own, phase => Math.floor(phase * 10));
    expect(tenths.size).toBe(10);
    for (const tenth of tenths.values()) expect(tenth.length).toBeGreaterThan(20);
  }
});
