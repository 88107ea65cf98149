import {expect, test} from 'vitest';
import {emptyObservations} from '../../source/domain/observations.ts';
import type {RunObservation} from '../../source/domain/run.ts';
import {findUnsound} from '../adapters/soundness.ts';
import {createRandom, mutate} from './mutate.ts';

const LINES = 'one 1\ntwo 2\nthree 3\n';
const DOCUMENT = '{"jobs":[{"name":"a","at":5},{"name":"b","at":null}]}';

test('the same seed makes the same text, others make others', () => {
  const texts = Array.from({length: 200}, (_, seed) => mutate(LINES, [DOCUMENT], createRandom(seed)));
  expect(texts).toEqual(
    Array.from({length: 200}, (_, seed) => mutate(LINES, [DOCUMENT], createRandom(seed))),
  );
  expect(new Set(texts).size).toBeGreaterThan(150);
});

test('a document is changed where it stays one, too', () => {
  const texts = Array.from({length: 400}, (_, seed) => mutate(DOCUMENT, [LINES], createRandom(seed)));
  const documents = texts.filter(text => text !== DOCUMENT && isJson(text));
  expect(documents.length).toBeGreaterThan(40);
  expect(texts.some(text => text.includes('\u001B'))).toBe(true);
});

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}

const RUN: RunObservation = {job: 'a', runKey: '1', businessDay: '2026-11-23', status: 'failed'};

test.each<[string, object]>([
  ['a colour', {runs: [{...RUN, message: '\u001B[31m'}]}],
  [
    'a direction',
    {schedules: [{job: 'a\u202E', timing: {kind: 'none', reason: ''}, isActive: true, definition: ''}]},
  ],
  ['half a character', {partialReason: '\uD800'}],
  ['a line of a text', {runs: [RUN], readRunText: () => 'a\n\u0000'}],
  ['a status', {runs: [{...RUN, status: 'fine'}]}],
  ['a day', {runs: [{...RUN, businessDay: '2026-02-30'}]}],
  ['an instant', {runs: [{...RUN, startedAt: Number.NaN}]}],
  ['a run without a key', {runs: [{...RUN, runKey: ''}]}],
  ['a count', {counts: [{businessDay: '2026-11-23', count: 0.5}]}],
  ['what was rejected', {rejectedCount: 3}],
])('%s that must not be is found', (_, changes) => {
  expect(findUnsound({...emptyObservations(), ...changes})).toHaveLength(1);
});

test('sound observations are sound', () => {
  expect(findUnsound({...emptyObservations(), runs: [RUN], readRunText: () => 'a\nb'})).toEqual([]);
});
