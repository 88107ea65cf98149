import {describe, expect, test} from 'vitest';
import type {AppAction, AppState} from '../../../source/ui/state/app-state.ts';
import {listOf, reduceApp, shownPlace} from '../../../source/ui/state/app-state.ts';
import type {Place} from '../../../source/ui/state/place.ts';

const initial: AppState = {
  places: [{screen: 'today'}],
  lists: {},
  typed: {},
  activities: [],
  isCollecting: false,
  now: 1000,
  size: {columns: 100, rows: 30},
  theme: 'dark',
};
const prod: Place = {screen: 'environment', environment: 'prod', tab: 'jobs'};

function reduceAll(...actions: AppAction[]): AppState {
  return actions.reduce(reduceApp, initial);
}

describe('places', () => {
  test('opening goes deeper, back comes out again', () => {
    const inside = reduceAll({type: 'open', place: prod});
    expect(shownPlace(inside)).toEqual(prod);
    expect(shownPlace(reduceApp(inside, {type: 'back'}))).toEqual({screen: 'today'});
  });

  test('back from the first place stays there: it never quits', () => {
    expect(reduceAll({type: 'back'})).toBe(initial);
  });

  test('another tab takes the place of this one', () => {
    const runs: Place = {...prod, tab: 'runs'};
    const state = reduceAll({type: 'open', place: prod}, {type: 'replace', place: runs}, {type: 'back'});
    expect(shownPlace(state)).toEqual({screen: 'today'});
  });

  test('a view forgets the way and leads back to today', () => {
    const state = reduceAll({type: 'open', place: prod}, {type: 'view', place: {screen: 'missing'}});
    expect(state.places).toEqual([{screen: 'today'}, {screen: 'missing'}]);
    expect(reduceApp(state, {type: 'view', place: {screen: 'today'}}).places).toEqual([{screen: 'today'}]);
  });

  test('a key held down does not grow the way for ever', () => {
    const state = reduceAll(...Array.from({length: 500}, (): AppAction => ({type: 'open', place: prod})));
    expect(state.places.length).toBeLessThan(100);
  });
});

describe('lists', () => {
  test('each place remembers its own', () => {
    const filtered = reduceAll(
      {type: 'open', place: prod},
      {type: 'list', change: list => ({...list, filter: 'pay'})},
    );
    expect(listOf(filtered).filter).toBe('pay');
    const today = reduceApp(filtered, {type: 'back'});
    expect(listOf(today).filter).toBe('');
    expect(listOf(reduceApp(today, {type: 'open', place: prod})).filter).toBe('pay');
  });

  test('a change that changes nothing is none', () => {
    expect(reduceAll({type: 'list', change: list => list})).toBe(initial);
  });
});

describe('messages', () => {
  const said: AppAction = {type: 'say', message: {text: 'copied', tone: 'good', until: 5000}};

  test.each([
    [4999, 'copied'],
    [5000, undefined],
  ])('at %i the foot says %s', (now, text) => {
    expect(reduceAll(said, {type: 'tick', now}).message?.text).toBe(text);
  });

  test('go when a prompt opens', () => {
    const prompt = {purpose: {kind: 'command'}} as never;
    expect(reduceAll(said, {type: 'prompt', prompt}).message).toBeUndefined();
  });
});
