/** The bench's one table: a line a measure, a column a program. */

export type Line = {
  what: string;
  /** By the program's name; absent or not a number = not measured. */
  values: Readonly<Record<string, number | undefined>>;
  digits?: number;
  /** The first program's value over this one's: that of the values, or a better one. */
  ratioTo?: string;
  ratio?: number;
  target?: string;
};

const NAME_WIDTH = 52;
const VALUE_WIDTH = 14;

export function printTable(programs: readonly string[], lines: readonly Line[]): void {
  console.log(formatRow('', [...programs, 'our ratio'], 'target'));
  for (const {what, values, digits = 1, ratioTo, ratio, target = ''} of lines) {
    const own = values[programs[0] ?? ''];
    const other = ratioTo === undefined ? undefined : values[ratioTo];
    const shownRatio =
      own === undefined || other === undefined ? '' : `${(ratio ?? own / other).toFixed(2)} x ${ratioTo}`;
    const cells = programs.map(name => {
      const value = values[name];
      return value !== undefined && Number.isFinite(value) ? value.toFixed(digits) : '-';
    });
    console.log(formatRow(what, [...cells, shownRatio], target));
  }
}

function formatRow(what: string, cells: readonly string[], target: string): string {
  const padded = cells.map((cell, index) => cell.padStart(index === cells.length - 1 ? 20 : VALUE_WIDTH));
  return `${what.padEnd(NAME_WIDTH)}${padded.join('')}${target === '' ? '' : `   ${target}`}`;
}
