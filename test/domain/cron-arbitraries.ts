/** Random cron expressions in Debian's own syntax, made to meet clock changes: most hours are small ones. */
import fc from 'fast-check';

function range(low: number, high: number): fc.Arbitrary<string> {
  return fc
    .tuple(fc.integer({min: low, max: high}), fc.integer({min: low, max: high}))
    .map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`);
}

function field(low: number, high: number, largestStep: number): fc.Arbitrary<string> {
  const single = fc.integer({min: low, max: high}).map(String);
  const step = fc.integer({min: 1, max: largestStep});
  const part = fc.oneof(
    single,
    range(low, high),
    fc.tuple(range(low, high), step).map(([ends, by]) => `${ends}/${by}`),
  );
  return fc.oneof(
    {weight: 3, arbitrary: single},
    {weight: 2, arbitrary: fc.constant('*')},
    {weight: 2, arbitrary: step.map(by => `*/${by}`)},
    {weight: 2, arbitrary: fc.array(part, {minLength: 1, maxLength: 3}).map(parts => parts.join(','))},
    {weight: 1, arbitrary: single.map(value => `*,${value}`)},
    {weight: 1, arbitrary: single.map(value => `${value},*`)},
  );
}

const hours = fc.oneof({weight: 3, arbitrary: field(0, 3, 3)}, {weight: 1, arbitrary: field(0, 23, 24)});
const weekdays = fc.oneof(
  {weight: 3, arbitrary: fc.constant('*')},
  {weight: 2, arbitrary: field(0, 7, 7)},
  {weight: 1, arbitrary: fc.constantFrom('sun', 'MON-Fri', 'sat,SUN', 'Tue')},
);
const daysOfMonth = fc.oneof(
  {weight: 3, arbitrary: fc.constant('*')},
  {weight: 2, arbitrary: field(1, 31, 31)},
);
const months = fc.oneof({weight: 6, arbitrary: fc.constant('*')}, {weight: 1, arbitrary: field(1, 12, 12)});

export const debianExpressions: fc.Arbitrary<string> = fc
  .tuple(field(0, 59, 60), hours, daysOfMonth, months, weekdays)
  .map(fields => fields.join(' '));
