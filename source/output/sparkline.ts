const BLOCKS = '▁▂▃▄▅▆▇█';
const ASCII_LEVELS = '_.-~=*%#';

/**
 * One character a value, scaled from zero to the largest; a value that is not known is a space, zero is the lowest mark.
 */
export function formatSparkline(values: readonly (number | null)[], isAscii = false): string {
  const levels = isAscii ? ASCII_LEVELS : BLOCKS;
  const most = Math.max(1, ...values.map(value => value ?? 0));
  return values
    .map(value =>
      value === null ? ' ' : (levels[Math.round((Math.max(0, value) / most) * (levels.length - 1))] ?? ' '),
    )
    .join('');
}
