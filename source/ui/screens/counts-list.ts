/** What sources count, and what is expected of numbers. */
import {formatCount, plural} from '../../domain/text.ts';
import type {CountCheck, CountItem, PageDay} from '../../report/pages/pages.ts';
import type {DetailText} from '../components/detail-pane.tsx';
import type {Display} from '../display.ts';
import type {ListDefinition} from '../list/list-definition.ts';
import {findingLook, lookText, statusLook, verdictLook} from '../paint/glyphs.ts';
import {formatMoment} from './missing-rows.ts';

export function defineCounts({isAscii}: Pick<Display, 'isAscii'>): ListDefinition<CountItem> {
  return {
    noun: 'counts',
    keyOf: ({source, job, status}) => JSON.stringify([source, job, status]),
    textOf: ({source, job, status}) => [source, job ?? '', status ?? ''].join(' '),
    isProblem: ({status, count}) => count > 0 && (status === 'failed' || status === 'cancelled'),
    states: [],
    emptyText: 'No source of this environment counts: its sources tell of each run.',
    columns: [
      {key: 'source', title: 'source', most: 24, yields: 1, value: row => row.source},
      {
        key: 'job',
        title: 'job',
        isElastic: true,
        most: 60,
        value: row => row.job,
        text: row => row.job ?? 'all jobs',
      },
      {
        key: 'status',
        title: 'status',
        width: 11,
        value: row => row.status,
        text: ({status}) => (status === null ? 'any' : lookText(statusLook(status), isAscii)),
        tone: ({status}) => (status === null ? 'plain' : statusLook(status).tone),
      },
      {
        key: 'count',
        title: 'count',
        align: 'right',
        width: 9,
        value: row => row.count,
        text: row => formatCount(row.count),
      },
      {
        key: 'usual',
        title: 'usual',
        align: 'right',
        width: 9,
        yields: 2,
        value: row => row.usual,
        text: ({usual}) => (usual === null ? '-' : formatCount(usual)),
      },
      {
        key: 'delta',
        title: '+/-',
        align: 'right',
        width: 9,
        yields: 3,
        value: deltaOf,
        text: row => formatDelta(deltaOf(row)),
      },
    ],
  };
}

function deltaOf({count, usual}: CountItem): number | null {
  return usual === null ? null : count - usual;
}

function formatDelta(delta: number | null): string {
  if (delta === null) return '-';
  return delta > 0 ? `+${formatCount(delta)}` : formatCount(delta);
}

/** A sentence a check, those that are not met first; the last of `most` tells how many do not fit. */
export function describeChecks(
  checks: readonly CountCheck[],
  about: Pick<PageDay, 'timezone' | 'businessDay'>,
  {isAscii, most}: {isAscii: boolean; most: number},
): DetailText[] {
  const sorted = checks.toSorted((a, b) => Number(isBroken(b)) - Number(isBroken(a)));
  const texts = sorted.map(check => describeCheck(check, about, isAscii));
  if (texts.length <= most) return texts;
  const last = texts[most - 1];
  const rest = plural(texts.length - most, 'more check');
  return last ? [...texts.slice(0, most - 1), {...last, text: `(and ${rest}) ${last.text}`}] : [];
}

function isBroken({isShort, isExcess, unknownBecause}: CountCheck): boolean {
  return isShort || isExcess || unknownBecause !== null;
}

/** `< short: 412 runs of RISK, at least 1,000 by 09:00`. */
function describeCheck(
  {job, min, max, deadlineAt, found, isShort, isExcess, unknownBecause}: CountCheck,
  {timezone, businessDay}: Pick<PageDay, 'timezone' | 'businessDay'>,
  isAscii: boolean,
): DetailText {
  const isKnown = unknownBecause === null;
  const known = isShort ? findingLook('short') : isExcess ? findingLook('excess') : verdictLook('ok');
  const look = isKnown ? known : verdictLook('unknown');
  const by = deadlineAt === null ? '' : ` by ${formatMoment(deadlineAt, {timezone, businessDay})}`;
  const wanted = [
    ...(min === null ? [] : [`at least ${formatCount(min)}${by}`]),
    ...(max === null ? [] : [`at most ${formatCount(max)}`]),
  ];
  const what = `${plural(found, 'run')}${job === null ? '' : ` of ${job}`}`;
  const text = `${lookText(look, isAscii)}: ${[what, ...wanted].join(', ')}`;
  return {text: isKnown ? text : `${text}; ${unknownBecause}`, tone: look.tone};
}
