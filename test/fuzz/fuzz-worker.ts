/**
 * Reads mutated outputs, one after another. What number it is at stands in shared memory, so that whoever started it can tell which one it
 * does not come back from.
 */
import {parentPort, workerData} from 'node:worker_threads';
import {errorMessage} from '../../source/domain/errors.ts';
import type {Observations} from '../../source/domain/observations.ts';
import type {FixtureCase} from '../adapters/fixture-cases.ts';
import {readFixtureCases} from '../adapters/fixture-cases.ts';
import {findUnsound} from '../adapters/soundness.ts';
import {createRandom, mutate, type Random} from './mutate.ts';

/** `from` up to, not including, `to`; `progress[0]` is the number under way. */
export type FuzzTask = {seed: number; from: number; to: number; progress: Int32Array; isShown: boolean};
export type FuzzFailure = {number: number; adapter: string; fixture: string; problem: string; text: string};

const {seed, from, to, progress, isShown}: FuzzTask = workerData;
// A pattern of the user's own may be slow on a hostile line, which the documentation says: its fixtures' patterns are not.
const cases = readFixtureCases();
const outputs = cases.map(({output}) => output).filter(output => output !== '');

for (let number = from; number < to; number++) {
  Atomics.store(progress, 0, number);
  const failure = tryOne(number);
  if (failure) parentPort?.postMessage(failure);
}
Atomics.store(progress, 0, to);

function tryOne(number: number): FuzzFailure | undefined {
  // Each number by itself, so that one that failed can be repeated alone.
  const random = createRandom(seed * 1_000_003 + number);
  const fixture = cases[number % cases.length];
  if (!fixture) return undefined;
  const isForeign = random() < 0.05;
  const origin = isForeign ? (outputs[Math.floor(random() * outputs.length)] ?? '') : fixture.output;
  const text = mutate(origin, outputs, random);
  if (isShown) console.log(JSON.stringify(text));
  const [problem] = check(fixture, text, random);
  if (problem === undefined) return undefined;
  return {number, adapter: fixture.adapter.name, fixture: fixture.name, problem, text: text.slice(0, 2000)};
}

function check(fixture: FixtureCase, text: string, random: Random): string[] {
  try {
    return findUnsound(parseInPieces(fixture, text, random));
  } catch (error) {
    return [`it throws: ${error instanceof Error ? error.stack : errorMessage(error)}`];
  }
}

function parseInPieces({adapter, context}: FixtureCase, text: string, random: Random): Observations {
  const parser = adapter.open(context);
  let at = 0;
  while (at < text.length) {
    const next = random() < 0.5 ? text.length : at + 1 + Math.floor(random() * text.length);
    parser.write(text.slice(at, next));
    at = next;
  }
  return parser.end();
}
