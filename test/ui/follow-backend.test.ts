import {expect, onTestFinished, test, vi} from 'vitest';
import {followBackend} from '../../source/ui/follow-backend.ts';
import {renderApp, SAMPLE_NOW} from './render-app.tsx';

test('a collection that began before anybody listened starts no second clock: with the last word it stands still', () => {
  const {ports} = renderApp();
  vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout']});
  onTestFinished(() => void vi.useRealTimers());
  const clock = vi.fn(() => SAMPLE_NOW);
  const stdout = {columns: 100, rows: 30, on: () => {}, off: () => {}};
  const unfollow = followBackend(ports, {
    clock,
    stdout,
    isLinear: false,
    backend: {
      subscribe(listener) {
        listener({kind: 'activity', activities: [], isCollecting: true});
        return () => {};
      },
    },
  });
  vi.advanceTimersByTime(10_000);
  unfollow();
  clock.mockClear();
  vi.advanceTimersByTime(60_000);
  expect(clock).not.toHaveBeenCalled();
});
