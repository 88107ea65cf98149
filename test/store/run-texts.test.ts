import Database from 'better-sqlite3';
import * as fc from 'fast-check';
import {expect, test} from 'vitest';
import type {RunObservation} from '../../source/domain/run.ts';
import {addDays} from '../../source/domain/time.ts';
import {transact} from '../../source/store/connection.ts';
import {checkDatabase} from '../../source/store/maintenance.ts';
import {MIGRATIONS} from '../../source/store/migrations.ts';
import {MAX_COLLECTION_TEXT} from '../../source/store/run-texts.ts';
import {openConnection, openStore} from '../../source/store/sqlite-store.ts';
import type {CollectionInput, Store} from '../../source/store/store.ts';
import {writeCollection} from '../../source/store/write-collection.ts';
import {collection, createPath, createStore, DAY, dump, onEnd, run} from './place.ts';

type ObservedText = Partial<RunObservation> & {text?: string};

/** A collection of runs with the texts they were read from. */
function textCollection(
  texts: readonly ObservedText[],
  changes: Partial<CollectionInput> = {},
): CollectionInput {
  const runs = texts.map(({text: _, ...observed}) => run(observed));
  return collection({runs, readRunText: index => texts[index]?.text}, changes);
}

async function record(
  store: Store,
  texts: readonly ObservedText[],
  changes?: Partial<CollectionInput>,
): Promise<number> {
  return (await store.recordCollection(textCollection(texts, changes))).id;
}

function read(
  store: Store,
  seenIn: number,
  changes: Partial<RunObservation> = {},
): Promise<string | undefined> {
  return store.readRunText({...run(changes), seenIn});
}

function segmentsIn(path: string): unknown[] {
  return dump(path, ['run_text']).run_text ?? [];
}

test('a run has the text that it was read from', async () => {
  const store = await createStore();
  const texts = [
    {job: 'A', text: 'A,ok'},
    {job: 'B', text: 'B started\nB ended \u00FC\u65E5\u{1F600}'},
    {job: 'C'},
    {job: 'A', runKey: '12', text: 'A,12'},
    {job: 'A', businessDay: '2026-11-22', text: 'A, the day before'},
  ];
  const seenIn = await record(store, texts);
  for (const {text, ...observed} of texts) expect(await read(store, seenIn, observed)).toBe(text);
  expect(await read(store, seenIn, {job: 'D'})).toBeUndefined();
  expect(await read(store, seenIn + 1, {job: 'A'})).toBeUndefined();
});

test('any texts come back as they were', async () => {
  const name = fc
    .string({unit: 'binary', minLength: 1, maxLength: 8})
    .filter(text => !/[\0\u0001]/.test(text));
  const word = name.map(text => text.toWellFormed());
  const observed = fc.uniqueArray(fc.record({job: word, runKey: word, text: word}), {
    selector: ({job, runKey}) => `${job}\n${runKey}`,
    maxLength: 5,
  });
  await fc.assert(
    fc.asyncProperty(fc.array(observed, {minLength: 1, maxLength: 4}), async collections => {
      const store = await openStore({path: createPath(), mode: 'write'});
      const known = new Map<string, {seenIn: number; text: string}>();
      for (const [index, texts] of collections.entries()) {
        // Always another state, so that each collection is the first to see it.
        const states = texts.map(text => ({...text, exitCode: index}));
        const seenIn = await record(store, states);
        for (const {job, runKey, text} of texts)
          known.set(JSON.stringify([seenIn, job, runKey]), {seenIn, text});
      }
      for (const [key, {seenIn, text}] of known) {
        const [, job, runKey] = JSON.parse(key);
        expect(await read(store, seenIn, {job, runKey})).toBe(text);
      }
      await store.close();
    }),
    {numRuns: 30},
  );
});

test('a run that changes has a new text, and its earlier state keeps the one it had', async () => {
  const store = await createStore();
  const first = await record(store, [{status: 'running', text: 'it runs'}]);
  const second = await record(store, [{text: 'it ended'}]);
  expect([await read(store, first), await read(store, second)]).toEqual(['it runs', 'it ended']);
});

test('collecting the same again keeps nothing more, even when the text is another', async () => {
  const path = createPath();
  const store = await createStore(path);
  const first = await record(store, [{text: 'as of 06:00'}]);
  const before = segmentsIn(path);
  await record(store, [{text: 'as of 06:05'}]);
  expect(segmentsIn(path)).toEqual(before);
  expect(await read(store, first)).toBe('as of 06:00');
});

test('of several observations of a run in one output the last one counts', async () => {
  const store = await createStore();
  const seenIn = await record(store, [
    {status: 'running', text: 'it runs'},
    {job: 'OTHER', text: 'another'},
    {text: 'it ended'},
  ]);
  expect(await read(store, seenIn)).toBe('it ended');
  expect(await read(store, seenIn, {job: 'OTHER'})).toBe('another');
});

test('a failed answer leaves no text', async () => {
  const path = createPath();
  const store = await createStore(path);
  await record(store, [{text: 'what it printed before it failed'}], {outcome: 'exit'});
  expect(segmentsIn(path)).toEqual([]);
});

test('small collections of a source and day lie together, those of another apart', async () => {
  const path = createPath();
  const store = await createStore(path);
  const places = [
    {},
    {},
    {source: 'other'},
    {businessDay: addDays(DAY, -1)},
    {},
    {environment: 'elsewhere'},
    {source: 'other'},
  ];
  const ids: number[] = [];
  for (const [index, place] of places.entries()) {
    ids.push(await record(store, [{runKey: `K${index}`, text: `text ${index}`}], place));
  }
  expect(segmentsIn(path)).toHaveLength(4);
  for (const [index, id] of ids.entries())
    expect(await read(store, id, {runKey: `K${index}`})).toBe(`text ${index}`);
});

test('a full segment is not written anew, and every text is found in its own', async () => {
  const path = createPath();
  const store = await createStore(path);
  const ids: number[] = [];
  for (let index = 0; index < 20; index++) {
    ids.push(await record(store, [{runKey: `K${index}`, text: `${index} ${'x'.repeat(2000)}`}]));
  }
  const large = await record(store, [{runKey: 'L', text: 'y'.repeat(100_000)}]);
  const last = await record(store, [{runKey: 'M', text: 'after a large one'}]);
  expect(segmentsIn(path)).toMatchObject([
    {collection: 1},
    {collection: 10},
    {collection: 19},
    {collection: large},
    {collection: last},
  ]);
  for (const [index, id] of ids.entries())
    expect(await read(store, id, {runKey: `K${index}`})).toMatch(`${index} x`);
  expect(await read(store, last, {runKey: 'M'})).toBe('after a large one');
});

test('what is beyond the bound of a collection is not kept, the rest is', async () => {
  const store = await createStore();
  const half = 'x'.repeat(MAX_COLLECTION_TEXT / 2);
  const seenIn = await record(store, [
    {runKey: '1', text: half},
    {runKey: '2', text: half},
    {runKey: '3', text: 'short'},
  ]);
  expect((await read(store, seenIn, {runKey: '1'}))?.length).toBe(half.length);
  expect(await read(store, seenIn, {runKey: '2'})).toBeUndefined();
  expect(await read(store, seenIn, {runKey: '3'})).toBe('short');
});

test.each([
  ['overwritten', (texts: Buffer) => texts.fill(0x5a, 8)],
  ['cut off', (texts: Buffer) => texts.subarray(0, -3)],
  ['changed in one bit', (texts: Buffer) => texts.with(-6, (texts.at(-6) ?? 0) ^ 1)],
  ['empty', () => Buffer.alloc(0)],
  ['something else', () => Buffer.from('something else')],
])('a segment that is %s is not read, and the next collection begins another', async (_how, damage) => {
  const path = createPath();
  const store = await createStore(path);
  const first = await record(store, [{runKey: '1', text: 'the first text, and the only one'}]);
  const db = new Database(path);
  const texts = db.prepare<[], Buffer>('SELECT texts FROM run_text').pluck().get();
  db.prepare('UPDATE run_text SET texts = ?').run(damage(Buffer.from(texts ?? '')));
  db.close();
  expect(await read(store, first, {runKey: '1'})).toBeUndefined();
  const second = await record(store, [{runKey: '2', text: 'second'}]);
  expect(await read(store, second, {runKey: '2'})).toBe('second');
  expect(segmentsIn(path)).toHaveLength(2);
});

test.each([
  ['collections of their day', {collectionsDays: 2}],
  ['runs of their day', {runsDays: 2}],
  [
    'end of their own retention, though runs and collections stay',
    {textsDays: 2, runsDays: 9, collectionsDays: 9},
  ],
  ['runs, though they would be kept longer themselves', {textsDays: 9, runsDays: 2}],
])('texts are forgotten with the %s', async (_what, retention) => {
  const path = createPath();
  const store = await createStore(path);
  const days = [0, -1, -2, -3, -4].map(back => addDays(DAY, back));
  const ids: number[] = [];
  for (const businessDay of days)
    ids.push(await record(store, [{businessDay, text: businessDay}], {businessDay}));
  const before = segmentsIn(path);
  expect(await store.prune(retention, DAY, true)).toMatchObject({texts: 2});
  expect(segmentsIn(path)).toEqual(before);
  await store.prune(retention, DAY, false);
  const kept = await Promise.all(
    days.map((businessDay, index) => read(store, ids[index] ?? 0, {businessDay})),
  );
  expect(kept).toEqual([...days.slice(0, 3), undefined, undefined]);
  expect((await checkDatabase(path)).problems).toEqual([]);
});

test('a database of the version before has no texts, and gets them for what is collected next', async () => {
  const path = createPath();
  const old = openConnection({path, mode: 'write'}, MIGRATIONS.slice(0, 2));
  transact(old, () => writeCollection(old, collection({runs: [run({status: 'running'})]})));
  old.close();
  const store = await createStore(path);
  expect(await read(store, 1)).toBeUndefined();
  const seenIn = await record(store, [{text: 'it ended'}]);
  expect(await read(store, seenIn)).toBe('it ended');
  expect(await checkDatabase(path)).toMatchObject({problems: [], version: MIGRATIONS.length});
});

test('texts are read through a connection that only reads', async () => {
  const path = createPath();
  const seenIn = await record(await createStore(path), [{text: 'text'}]);
  const reader = await openStore({path, mode: 'read'});
  onEnd(() => reader.close());
  expect(await read(reader, seenIn)).toBe('text');
});
