import {afterEach, beforeEach, expect, test} from 'vitest';
import {openCurrentReport} from '../../../source/cli/daemon/current-report.ts';
import type {DaemonSubject} from '../../../source/cli/daemon/subject.ts';
import {openStore} from '../../../source/store/sqlite-store.ts';
import type {Store} from '../../../source/store/store.ts';
import {environment} from '../../analysis/facts.ts';
import type {Place} from '../place.ts';
import {createPlace} from '../place.ts';

const NOW = Date.parse('2026-11-23T06:40:00Z');

let place: Place;
let store: Store;
beforeEach(async () => {
  place = createPlace();
  store = await openStore({path: place.database, mode: 'write'});
});
afterEach(async () => {
  await store.close();
  place.remove();
});

/** Each judgement is a second after the one before, and waits until it is let go. */
async function openReport() {
  let seconds = 0;
  const gates: (() => void)[] = [];
  const subject = {
    store,
    now: () => NOW + 1000 * ++seconds,
    today: () => '2026-11-23',
    async environments() {
      await new Promise<void>(resolve => gates.push(resolve));
      return [environment()];
    },
  } as unknown as DaemonSubject;
  const report = await openCurrentReport(subject);
  const letGo = async (count: number): Promise<void> => {
    await expect.poll(() => gates.length).toBe(count);
    gates.at(-1)?.();
  };
  return {report, letGo, count: () => gates.length};
}

test('many who ask at once get one judgement, and those who ask a little later the same', async () => {
  const {report, letGo, count} = await openReport();
  const asked = [report.read(5000), report.read(5000)];
  await letGo(1);
  const [first, second] = await Promise.all(asked);
  expect(second).toBe(first);
  expect(await report.read(60_000)).toBe(first);
  expect(count()).toBe(1);
});

test('what is asked for as of now is not what was begun before', async () => {
  const {report, letGo, count} = await openReport();
  const before = report.read(60_000);
  await expect.poll(count).toBe(1);
  const asked = report.read(0);
  await letGo(1);
  await letGo(2);
  const [old, fresh] = await Promise.all([before, asked]);
  expect(Date.parse(fresh.generatedAt)).toBeGreaterThan(Date.parse(old.generatedAt));
});
