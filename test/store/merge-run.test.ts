import * as fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {RunState} from '../../source/store/encode-run.ts';
import {mergeRun} from '../../source/store/merge-run.ts';
import {observation} from './arbitraries.ts';

const done: RunState = {status: 'succeeded', startedAt: 1000, endedAt: 2000, exitCode: 0};

describe('merging what is known of a run with a later observation', () => {
  test.each<[claim: string, known: RunState, later: RunState, merged: RunState]>([
    ['a later state replaces a live one', {status: 'running', startedAt: 1000}, done, done],
    [
      'a correction replaces a terminal state',
      done,
      {...done, status: 'failed'},
      {...done, status: 'failed'},
    ],
    ['a late "running" does not replace an end', done, {status: 'running', startedAt: 1000}, done],
    ['a late "waiting" does not replace an end', done, {status: 'waiting'}, done],
    ['an "unknown" does not replace an end', done, {status: 'unknown'}, done],
    [
      'an "unknown" replaces a live state',
      {status: 'running', startedAt: 1},
      {status: 'unknown'},
      {status: 'unknown', startedAt: 1},
    ],
    [
      'a rerun under the same key replaces an end',
      done,
      {status: 'running', startedAt: 2001},
      {status: 'running', startedAt: 2001},
    ],
    ['a start at the very end is no rerun', done, {status: 'running', startedAt: 2000}, done],
    [
      'the end of an earlier attempt does not replace a rerun',
      {status: 'running', startedAt: 3000},
      {status: 'failed', startedAt: 1000, endedAt: 2000},
      {status: 'running', startedAt: 3000},
    ],
    [
      'a known start and scheduled time are kept',
      {status: 'running', scheduledAt: 500, startedAt: 1000},
      {status: 'failed', endedAt: 2000},
      {status: 'failed', scheduledAt: 500, startedAt: 1000, endedAt: 2000},
    ],
    [
      'a late live observation still tells the start',
      {status: 'succeeded', scheduledAt: 500},
      {status: 'running', startedAt: 1000},
      {status: 'succeeded', scheduledAt: 500, startedAt: 1000},
    ],
    ['a source that knows less takes nothing back', done, {status: 'succeeded'}, done],
    [
      'an exit code goes with the status it belonged to',
      {status: 'failed', exitCode: 3, message: 'no space'},
      {status: 'succeeded'},
      {status: 'succeeded'},
    ],
  ])('%s', (_, known, later, merged) => {
    expect(mergeRun(known, later)).toEqual(merged);
  });

  test('merging the same observation twice is merging it once', () => {
    fc.assert(
      fc.property(observation(), observation(), (known, later) => {
        const once = mergeRun(known, later);
        expect(mergeRun(once, later)).toEqual(once);
      }),
      {numRuns: 2000},
    );
  });
});
