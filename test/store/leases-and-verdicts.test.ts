import {describe, expect, test} from 'vitest';
import {MINUTE_MS} from '../../source/domain/time.ts';
import type {VerdictChange} from '../../source/store/store.ts';
import {at, createStore, DAY} from './place.ts';

const lease = {environment: 'prod-ldn', source: 'cron', businessDay: DAY, ttlMs: 60_000};

describe('a lease', () => {
  test('goes to one holder at a time', async () => {
    const store = await createStore();
    expect(await store.acquireLease({...lease, holder: 'a', now: at(0)})).toEqual({granted: true});
    expect(await store.acquireLease({...lease, holder: 'b', now: at(0)})).toEqual({
      granted: false,
      holder: 'a',
      expiresAt: at(1),
    });
    expect(await store.acquireLease({...lease, source: 'count', holder: 'b', now: at(0)})).toEqual({
      granted: true,
    });
  });

  test('is renewed by its holder', async () => {
    const store = await createStore();
    await store.acquireLease({...lease, holder: 'a', now: at(0)});
    await store.acquireLease({...lease, holder: 'a', now: at(0.5)});
    expect(await store.acquireLease({...lease, holder: 'b', now: at(1)})).toMatchObject({expiresAt: at(1.5)});
  });

  test.each([
    ['just before it expires is still held', at(1) - 1, false],
    ['is taken over when it has expired', at(1), true],
  ])('%s', async (_, now, granted) => {
    const store = await createStore();
    await store.acquireLease({...lease, holder: 'a', now: at(0)});
    expect((await store.acquireLease({...lease, holder: 'b', now})).granted).toBe(granted);
  });

  test('that a clock was ahead for is held no longer than leases last', async () => {
    const store = await createStore();
    await store.acquireLease({...lease, holder: 'dead', now: at(180)});
    expect((await store.acquireLease({...lease, holder: 'b', now: at(0)})).granted).toBe(true);
    await store.acquireLease({...lease, source: 'learn', ttlMs: 15 * MINUTE_MS, holder: 'a', now: at(0)});
    const other = await store.acquireLease({...lease, source: 'learn', holder: 'b', now: at(-1)});
    expect(other.granted).toBe(false);
  });

  test('is released by its holder only', async () => {
    const store = await createStore();
    await store.acquireLease({...lease, holder: 'a', now: at(0)});
    await store.releaseLease({...lease, holder: 'b'});
    expect((await store.acquireLease({...lease, holder: 'b', now: at(0)})).granted).toBe(false);
    await store.releaseLease({...lease, holder: 'a'});
    expect((await store.acquireLease({...lease, holder: 'b', now: at(0)})).granted).toBe(true);
  });
});

describe('verdict changes', () => {
  const change = (verdict: VerdictChange['verdict'], more: Partial<VerdictChange> = {}): VerdictChange => ({
    environment: 'prod-ldn',
    businessDay: DAY,
    job: 'LOAD',
    dueAt: at(120),
    at: at(150),
    verdict,
    ...more,
  });

  test('are kept when they differ from the last of the slot', async () => {
    const store = await createStore();
    expect(await store.recordVerdictChanges([change('missing', {collection: 4}), change('missing')])).toBe(1);
    expect(await store.recordVerdictChanges([change('missing'), change('ok-late', {at: at(160)})])).toBe(1);
    expect(await store.readVerdictChanges({from: DAY, to: DAY, job: 'LO*', environment: 'prod-ldn'})).toEqual(
      [change('missing', {collection: 4}), change('ok-late', {at: at(160)})],
    );
  });

  test.each(['ok', 'pending', 'due'] as const)('a first "%s" is not worth keeping', async verdict => {
    const store = await createStore();
    expect(await store.recordVerdictChanges([change(verdict)])).toBe(0);
  });

  test('an "ok" after something else is', async () => {
    const store = await createStore();
    expect(await store.recordVerdictChanges([change('failed'), change('ok')])).toBe(2);
  });

  test('are told apart by due instant, also when there is none', async () => {
    const store = await createStore();
    const {dueAt, ...planned} = change('missing');
    expect(await store.recordVerdictChanges([change('missing'), planned, planned])).toBe(2);
    expect(await store.readVerdictChanges({from: DAY, to: DAY, job: 'SEND'})).toEqual([]);
    expect((await store.readVerdictChanges({from: DAY, to: DAY}))[1]).toEqual(planned);
    expect(dueAt).toBeDefined();
  });
});
