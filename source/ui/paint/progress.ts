/** How a collection stands, in a few words. */
import {formatCount} from '../../domain/text.ts';
import type {EpochMs} from '../../domain/time.ts';
import {formatDuration, SECOND_MS} from '../../domain/time.ts';
import type {Activity} from '../backend.ts';
import {clean} from './clean.ts';
import {FRAME_MS, lookGlyph, spinnerFrame, statusLook} from './glyphs.ts';

/** One environment: `⠋ 12s 1/3 sacct`, `∙ waiting`, `✓ 4s`, `✗ 4s sacct: exit code 1`. */
export function describeOne(activity: Activity, now: EpochMs, isAscii: boolean): string {
  const {state, source, startedAt, done, total, durationMs, errors} = activity;
  const [error] = errors;
  switch (state) {
    case 'queued':
      return `${lookGlyph(statusLook('waiting'), isAscii)} waiting`;
    case 'running':
      return [
        spinnerFrame(now, isAscii),
        formatElapsed(startedAt === null ? 0 : now - startedAt),
        ...(total > 1 ? [`${formatCount(done)}/${formatCount(total)}`] : []),
        ...(source === null ? [] : [clean(source)]),
      ].join(' ');
    case 'done':
      return [
        lookGlyph(statusLook(error === undefined ? 'succeeded' : 'failed'), isAscii),
        ...(durationMs === null ? [] : [formatElapsed(durationMs)]),
        ...(error === undefined ? [] : [clean(error)]),
      ].join(' ');
  }
}

/** How long it takes by now: `⠋ 12s`. Changes once a second, because there may be many of them on the screen. */
export function describeSeconds(
  {startedAt}: Pick<Activity, 'startedAt'>,
  now: EpochMs,
  isAscii: boolean,
): string {
  const seconds = startedAt === null ? 0 : Math.floor(Math.max(0, now - startedAt) / SECOND_MS);
  return `${spinnerFrame(seconds * FRAME_MS, isAscii)} ${formatElapsed(seconds * SECOND_MS)}`;
}

/** All of them at once, in three forms: `⠋ collecting 35/90, 12s, 2 failed`, `⠋ 35/90`, `⠋`. None when nothing is collected. */
export function describeActivity(activities: readonly Activity[], now: EpochMs, isAscii: boolean): string[] {
  if (activities.length === 0) return [];
  const done = activities.filter(({state}) => state === 'done').length;
  const failed = activities.filter(({errors}) => errors.length > 0).length;
  const startedAt = Math.min(now, ...activities.flatMap(activity => activity.startedAt ?? []));
  const facts = [
    `collecting ${formatCount(done)}/${formatCount(activities.length)}`,
    formatElapsed(now - startedAt),
    ...(failed > 0 ? [`${formatCount(failed)} failed`] : []),
  ];
  const sign =
    done === activities.length
      ? lookGlyph(statusLook(failed > 0 ? 'failed' : 'succeeded'), isAscii)
      : spinnerFrame(now, isAscii);
  return [
    `${sign} ${facts.join(', ')}`,
    `${sign} ${formatCount(done)}/${formatCount(activities.length)}`,
    sign,
  ];
}

/** Whole seconds: what changes ten times a second is drawn ten times a second. */
function formatElapsed(durationMs: number): string {
  return durationMs < 1000 ? '<1s' : formatDuration(durationMs);
}
