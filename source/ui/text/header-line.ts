/** The line at the top: where the operator is at the left; what goes on, the business day and the time at the right. Pure. */
import {cutMiddle, fit, measure} from '../paint/fit.ts';

export type HeaderParts = {
  /** The places walked through, the present one last. */
  crumbs: readonly string[];
  /** What is going on, in its forms, the longest first; empty = nothing. */
  status: readonly string[];
  day: string;
  time: string;
};

/** Below this a path says nothing; on a wide screen it has this part of it. */
const FEWEST_PATH_CELLS = 15;
const PATH_SHARE = 0.4;

/** Exactly `columns` cells. The business day is always there: nothing on the screen means anything without it. */
export function formatHeaderLine(
  {crumbs, status, day, time}: HeaderParts,
  columns: number,
  isAscii: boolean,
): string {
  const whole = measure(formatPath(crumbs, Number.POSITIVE_INFINITY, isAscii));
  const wanted = Math.min(whole, Math.max(FEWEST_PATH_CELLS, Math.floor(columns * PATH_SHARE)));
  const forms = [
    ...status.map(text => [text, day, time]),
    [day, time],
    [status.at(-1) ?? '', day],
    [day],
  ].map(parts => parts.filter(part => part !== '').join('  '));
  const right = forms.find(text => columns - measure(text) - 3 >= wanted) ?? day;
  const room = columns - measure(right) - 3;
  return fit(
    ` ${fit(formatPath(crumbs, room, isAscii), room, 'left', isAscii)} ${right} `,
    columns,
    'left',
    isAscii,
  );
}

/** In at most `width` cells. What is left out is left out of the middle: where the operator is stays whole as long as it fits. */
export function formatPath(crumbs: readonly string[], width: number, isAscii: boolean): string {
  const [separator, gap] = isAscii ? [' > ', '~'] : [' › ', '…'];
  const [first = '', ...others] = crumbs;
  const last = crumbs.at(-1) ?? '';
  const shorter = others.slice(1).map((_, left) => [first, gap, ...others.slice(left + 1)]);
  const forms = [crumbs, ...shorter, ...(crumbs.length > 1 ? [[gap, last]] : [])];
  const fitting = forms.map(form => form.join(separator)).find(path => measure(path) <= width);
  return fitting ?? cutMiddle(last, width, isAscii);
}
