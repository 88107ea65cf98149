import Database from 'better-sqlite3';
import {describe, expect, test} from 'vitest';
import type {Acknowledgement} from '../../source/domain/acknowledgement.ts';
import {createAcknowledgement} from '../../source/domain/acknowledgement.ts';
import {StoreError} from '../../source/domain/errors.ts';
import {addDays} from '../../source/domain/time.ts';
import {openStore} from '../../source/store/sqlite-store.ts';
import {at, createPath, createStore, DAY, dump, onEnd} from './place.ts';

const MISSING = 'missing:prod-ldn:LOAD:2026-11-23T02:00:00Z';
const BLIND = 'blind:dr-site';

function said(changes: Partial<Omit<Acknowledgement, 'environment'>> = {}): Acknowledgement {
  return createAcknowledgement({
    finding: MISSING,
    kind: 'acknowledged',
    by: 'ops1',
    at: at(400),
    note: 'vendor called',
    ...changes,
  });
}

const snoozed = said({kind: 'snoozed', by: 'ops2', at: at(410), until: at(480), note: ''});

describe('an acknowledgement', () => {
  test('is read back as it was written, by environment and finding', async () => {
    const store = await createStore();
    const blind = said({finding: BLIND, until: at(600)});
    await store.acknowledge([said(), blind]);
    expect(await store.readAcknowledgements({at: at(401)})).toEqual([blind, said()]);
    expect(await store.readAcknowledgements({at: at(401), environments: ['prod-ldn', 'other']})).toEqual([
      said(),
    ]);
    expect(await store.readAcknowledgements({at: at(401), environments: []})).toEqual([]);
  });

  test.each([
    ['just before its expiry is in force', at(480) - 1, 1],
    ['at its expiry no longer is', at(480), 0],
    ['after it is not', at(480) + 1, 0],
  ])('%s', async (_, instant, found) => {
    const store = await createStore();
    await store.acknowledge([snoozed]);
    expect(await store.readAcknowledgements({at: instant})).toHaveLength(found);
  });

  test('replaces the earlier one of the same finding, which does not come back when it expires', async () => {
    const path = createPath();
    const store = await createStore(path);
    await store.acknowledge([said()]);
    await store.acknowledge([snoozed]);
    expect(await store.readAcknowledgements({at: at(420)})).toEqual([snoozed]);
    expect(await store.readAcknowledgements({at: at(480)})).toEqual([]);
    expect(dump(path, ['acknowledgement']).acknowledgement).toHaveLength(2);
  });

  test('that two operators write at once is kept twice, and the later one counts', async () => {
    const path = createPath();
    const [first, second] = [await createStore(path), await createStore(path)];
    await Promise.all([first.acknowledge([said()]), second.acknowledge([snoozed])]);
    expect(dump(path, ['acknowledgement']).acknowledgement).toHaveLength(2);
    expect(await first.readAcknowledgements({at: at(420)})).toEqual([snoozed]);
    expect(await second.readAcknowledgements({at: at(420)})).toEqual([snoozed]);
  });

  test('waits for its turn, and all of several are written or none', async () => {
    const path = createPath();
    await createStore(path);
    const store = await openStore({path, mode: 'write', busyTimeoutMs: 1});
    onEnd(() => store.close());
    const other = new Database(path);
    onEnd(() => other.close());
    other.exec('BEGIN IMMEDIATE');
    await expect(store.acknowledge([said(), said({finding: BLIND})])).rejects.toThrow(/another process/);
    other.exec('ROLLBACK');
    expect(await store.readAcknowledgements({at: at(401)})).toEqual([]);
  });

  test('cannot be written to a database that is open for reading', async () => {
    const path = createPath();
    await createStore(path);
    const reader = await openStore({path, mode: 'read'});
    onEnd(() => reader.close());
    await expect(reader.acknowledge([said()])).rejects.toThrow(StoreError);
    await expect(reader.withdrawAcknowledgements([MISSING], 'ops1', at(420))).rejects.toThrow(StoreError);
  });

  test.each([
    "missing:prod-ldn:'); DROP TABLE acknowledgement; --:2026-11-23T02:00:00Z",
    'missing:prod-ldn:%_*?[a-z]:2026-11-23T02:00:00Z',
    'missing:prod-ldn:a:b:"c"\n夜間バッチ 🚀:2026-11-23T02:00:00Z',
    `missing:prod-ldn:${'x'.repeat(512)}:2026-11-23T02:00:00Z`,
  ])('of the finding %j is one of that finding alone', async finding => {
    const store = await createStore();
    const entry = said({finding, by: "o'brien", note: "'); DELETE FROM run; --"});
    await store.acknowledge([said({finding: 'missing:prod-ldn:a:2026-11-23T02:00:00Z'}), entry]);
    expect(await store.readAcknowledgements({at: at(401), environments: ['prod-ldn']})).toContainEqual(entry);
    expect(await store.withdrawAcknowledgements([finding], "o'brien", at(420))).toBe(1);
    expect(await store.readAcknowledgements({at: at(421)})).toHaveLength(1);
  });
});

describe('taking back', () => {
  test('is recorded beside what was said, and nothing is deleted', async () => {
    const path = createPath();
    const store = await createStore(path);
    await store.acknowledge([said(), said({finding: BLIND})]);
    expect(await store.withdrawAcknowledgements([MISSING, MISSING, BLIND], 'ops2\u001B[2J', at(430))).toBe(2);
    expect(await store.readAcknowledgements({at: at(431)})).toEqual([]);
    expect(dump(path, ['acknowledgement']).acknowledgement).toMatchObject([
      {finding: MISSING, user: 'ops1', made: at(400), withdrawn: at(430), withdrawn_by: 'ops2'},
      {finding: BLIND, user: 'ops1', made: at(400), withdrawn: at(430), withdrawn_by: 'ops2'},
    ]);
  });

  test.each([
    ['nothing was said', [], MISSING, 0],
    ['it is of another finding', [said()], BLIND, 0],
    ['it has expired', [snoozed], MISSING, 0],
    ['it is in force', [said()], MISSING, 1],
    ['it replaced another', [said(), said({at: at(410)})], MISSING, 1],
  ])('when %s takes back as many as there are', async (_, entries, finding, count) => {
    const store = await createStore();
    await store.acknowledge(entries);
    expect(await store.withdrawAcknowledgements([finding], 'ops1', at(480))).toBe(count);
    expect(await store.withdrawAcknowledgements([finding], 'ops1', at(490))).toBe(0);
  });

  test('does not bring back what the acknowledgement had replaced, and a new one counts again', async () => {
    const store = await createStore();
    await store.acknowledge([said(), said({at: at(410)})]);
    await store.withdrawAcknowledgements([MISSING], 'ops1', at(420));
    expect(await store.readAcknowledgements({at: at(430)})).toEqual([]);
    const again = said({at: at(430)});
    await store.acknowledge([again]);
    expect(await store.readAcknowledgements({at: at(440)})).toEqual([again]);
  });
});

test.each([
  [at(399), []],
  [at(400), [said()]],
  [at(409), [said()]],
  [at(410), [snoozed]],
  [at(429), [snoozed]],
  [at(430), []],
  [at(440), [said({at: at(440)})]],
])('as of %i it is what had been said by then', async (knownAt, expected) => {
  const store = await createStore();
  await store.acknowledge([said()]);
  await store.acknowledge([snoozed]);
  await store.withdrawAcknowledgements([MISSING], 'ops1', at(430));
  await store.acknowledge([said({at: at(440)})]);
  expect(await store.readAcknowledgements({at: knownAt, knownAt})).toEqual(expected);
});

describe('pruning acknowledgements', () => {
  const today = addDays(DAY, 10);

  test.each([
    ['goes with the runs of the day after it', said(), 8, 0],
    ['may be of the business day after its UTC day, and stays with its runs', said(), 9, 1],
    ['that holds until later stays until then', said({until: at(3 * 1440)}), 8, 1],
    ['stays for ever where runs do', said(), undefined, 1],
  ])('one %s', async (_, entry, runsDays, left) => {
    const path = createPath();
    const store = await createStore(path);
    await store.acknowledge([entry]);
    const dryRun = await store.prune({runsDays}, today, true);
    expect(dump(path, ['acknowledgement']).acknowledgement).toHaveLength(1);
    const {acknowledgements} = await store.prune({runsDays}, today, false);
    expect([dryRun.acknowledgements, acknowledgements]).toEqual([1 - left, 1 - left]);
    expect(dump(path, ['acknowledgement']).acknowledgement).toHaveLength(left);
  });

  test('one that was taken back stays as long as that was known', async () => {
    const store = await createStore();
    await store.acknowledge([said()]);
    await store.withdrawAcknowledgements([MISSING], 'ops1', at(3 * 1440));
    expect(await store.prune({runsDays: 8}, today, false)).toMatchObject({acknowledgements: 0});
    expect(await store.prune({runsDays: 5}, today, false)).toMatchObject({acknowledgements: 1});
  });
});

describe('the data version', () => {
  test('changes when another connection has written, and only then', async () => {
    const path = createPath();
    const [shown, writer] = [await createStore(path), await createStore(path)];
    const reader = await openStore({path, mode: 'read'});
    onEnd(() => reader.close());
    const versions = async (): Promise<number[]> => [
      await shown.readDataVersion(),
      await reader.readDataVersion(),
    ];
    const before = await versions();
    await shown.readAcknowledgements({at: at(0)});
    await writer.readJobs({});
    expect(await versions()).toEqual(before);
    await writer.acknowledge([said()]);
    const after = await versions();
    expect(after.map((version, i) => version !== before[i])).toEqual([true, true]);
    expect(await versions()).toEqual(after);
  });

  test('tells nothing of the store’s own writes', async () => {
    const store = await createStore();
    const before = await store.readDataVersion();
    await store.acknowledge([said()]);
    expect(await store.readDataVersion()).toBe(before);
  });
});
