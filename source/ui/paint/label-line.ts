/** A text in one of its forms, the longest first, that begins in column `at`. */
export type Label = {at: number; forms: readonly string[]};

/** Labels on one line of `width` cells: each in the longest form that ends before the next begins, or not at all. ASCII only. */
export function placeLabels(labels: readonly Label[], width: number): string {
  let line = '';
  for (const [i, {at, forms}] of labels.entries()) {
    const next = labels[i + 1]?.at;
    const room = (next === undefined ? width : next - 1) - at;
    const form = forms.find(({length}) => length <= room);
    if (form !== undefined) line = line.padEnd(at) + form;
  }
  return line.padEnd(width);
}
