/** Random calendar events of systemd, seeded: what people write, and what they could write by mistake. */

/** mulberry32: the same numbers for the same seed everywhere. */
export function randomNumbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return below => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun', 'monday', 'FRIDAY', 'sunday'];
const WORDS =
  'minutely hourly daily weekly monthly quarterly semiannually bi-annually annually yearly Daily'.split(' ');

export function eventGenerator(random: (below: number) => number): () => string {
  const pick = <Item>(items: readonly Item[]): Item => items[random(items.length)] as Item;
  const chance = (percent: number): boolean => random(100) < percent;
  const between = (low: number, high: number): number => low + random(high - low + 1);
  const pad = (value: number): string => (chance(70) ? String(value).padStart(2, '0') : String(value));

  const range = (low: number, high: number): string => {
    // Now and then out of bounds or backwards: refused by both, or by neither.
    const limit = chance(3) ? high + 5 : high;
    const start = between(low, limit);
    switch (random(6)) {
      case 0:
        return `${pad(start)}..${pad(between(chance(10) ? low : start, limit))}`;
      case 1:
        return `${pad(start)}/${between(chance(5) ? 0 : 1, Math.ceil((high - low) / 2))}`;
      case 2:
        return `${pad(start)}..${pad(between(start, limit))}/${between(1, Math.ceil((high - low) / 3))}`;
      default:
        return pad(start);
    }
  };
  const component = (low: number, high: number, anyPercent: number): string => {
    if (chance(anyPercent)) return '*';
    return Array.from({length: chance(25) ? between(2, 4) : 1}, () => range(low, high)).join(',');
  };
  const weekdays = (): string =>
    Array.from({length: chance(30) ? 2 : 1}, () =>
      chance(40) ? `${pick(DAYS)}${pick(['..', '..', '-'])}${pick(DAYS)}` : pick(DAYS),
    ).join(',');
  const date = (): string => {
    const fromEnd = chance(30);
    const day = fromEnd ? `~${component(1, chance(70) ? 7 : 31, 5)}` : `-${component(1, 31, 50)}`;
    const month = component(1, 12, 70);
    if (chance(25)) return `${month}${day}`;
    const year = chance(80) ? '*' : pick(['2026', '26', '2020..2030', '2024/2', '2026,2028']);
    return `${year}-${month}${day}`;
  };
  const time = (): string => {
    const clock = `${component(0, 23, 30)}:${component(0, 59, 10)}`;
    return chance(20) ? `${clock}:${component(0, 59, 0)}` : clock;
  };
  /** Around where clocks change: what happens there is what differs. */
  const nightTime = (): string =>
    `${component(0, 3, 10)}:${pick(['00', '30', '0/15', '15,45', '59', '0/30'])}`;

  return () => {
    if (chance(4)) return pick(WORDS);
    const parts: string[] = [];
    if (chance(35)) parts.push(weekdays());
    if (chance(45)) parts.push(date());
    if (parts.length === 0 || chance(85)) parts.push(chance(50) ? nightTime() : time());
    if (chance(2)) parts.push(pick(['UTC', 'utc', 'Asia/Kolkata', 'Nowhere/City', '12']));
    return parts.join(' ');
  };
}
