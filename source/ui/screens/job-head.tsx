import {formatDuration} from '../../domain/time.ts';
import type {JobPage} from '../../report/pages/pages.ts';
import {UNBROKEN} from '../components/detail-pane.tsx';
import {Lines} from '../components/lines.tsx';
import type {Display} from '../display.ts';
import {useDisplay} from '../hooks/contexts.ts';
import {clean} from '../paint/clean.ts';
import {fit} from '../paint/fit.ts';
import {lookText, statusLook, verdictLook} from '../paint/glyphs.ts';
import {formatTime} from '../text/instants.ts';

export const JOB_HEAD_LINES = 2;

/** What matters of a job in two lines: how it stands, and when it should run. */
export function JobHead({page}: {page: JobPage | undefined}) {
  const display = useDisplay();
  const {columns, theme, isAscii} = display;
  if (!page) return <Lines lines={['', '']} />;
  const look = verdictLook(page.row?.verdict ?? null);
  if (display.isLinear)
    return (
      <Lines
        lines={[describeStanding(page, display), describeSchedules(page)].map(text => clean(text, UNBROKEN))}
      />
    );
  return (
    <Lines
      lines={[
        theme.paint(look.tone, fit(` ${describeStanding(page, display)}`, columns, 'left', isAscii)),
        theme.paint('muted', fit(` ${describeSchedules(page)}`, columns, 'left', isAscii)),
      ]}
    />
  );
}

/** `x missing, 1 of 2 slots ran; last run ok 06:41:12, took 4m 10s (usually 4m, 3m 50s to 5m)`. */
export function describeStanding(page: JobPage, {isAscii}: Pick<Display, 'isAscii'>): string {
  const {row, usual, timezone, businessDay, lastGoodRun} = page;
  // Without a verdict there is no sign, only its room.
  const parts = [lookText(verdictLook(row?.verdict ?? null), isAscii).trimStart()];
  if (row && row.slots > 0) parts.push(`${row.ran} of ${row.slots} ran`);
  if (row?.lastStatus) {
    const took = row.lastDurationMs === null ? '' : `, took ${formatDuration(row.lastDurationMs)}`;
    const when = formatTime(row.lastStartedAt, timezone, businessDay);
    parts.push(`last run ${lookText(statusLook(row.lastStatus), isAscii)} ${when}${took}`);
  } else if (lastGoodRun) {
    parts.push(`last good run on ${lastGoodRun.businessDay}`);
  } else parts.push('no run is known');
  const endsAt = page.slots.find(
    ({expectedEnd, verdict}) => expectedEnd !== null && verdict !== 'pending',
  )?.expectedEnd;
  if (endsAt != null) parts.push(`should end about ${formatTime(endsAt, timezone, businessDay)}`);
  if (usual) {
    const [median, low, high] = [usual.medianMs, usual.lowMs, usual.highMs].map(formatDuration);
    parts.push(`usually ${median} (${low} to ${high})`);
  }
  return parts.join('; ');
}

function describeSchedules({schedules}: JobPage): string {
  const inForce = schedules.filter(({isInForce}) => isInForce);
  if (schedules.length === 0) return 'not scheduled: it is never missing';
  if (inForce.length === 0) return 'no schedule is in force';
  return inForce
    .map(({words, source, origin}) => `${words} (${source === null ? origin : `${origin}: ${source}`})`)
    .join('; ');
}
