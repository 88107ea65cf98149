/**
 * The values that configuration keys are made of. Each says what is allowed in words (`allowed: a duration such as …`),
 * which the list of problems shows beside what was found.
 */
import type {z as Zod, ZodType} from 'zod';
import {textReader} from './schema-reader.ts';
import {timeScalars} from './schema-times.ts';

/** Names that appear on the screen, in keys and in file names: nothing that a shell or a path could misread. */
export const NAME_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
export const NAME_FORM = 'up to 64 letters, digits, ".", "_" and "-", beginning with a letter or digit';

const COUNT = 'allowed: a whole number, 0 or more';

export type Scalars = ReturnType<typeof scalars>;

export function scalars(z: typeof Zod) {
  const read = textReader(z);
  /** Numbers and switches are taken as text, because YAML reads `port: 22` and `debug: true` so. */
  const text = z
    .union([z.string(), z.number(), z.boolean()], {error: 'allowed: text'})
    .transform(value => String(value));
  const bytes = z.int('allowed: a whole number of bytes').min(1024, 'allowed: 1024 bytes or more');
  return {
    ...timeScalars(z, read),
    read,
    text,
    word: z.string({error: 'allowed: text'}).min(1, 'allowed: text that is not empty'),
    name: z.string({error: 'allowed: text'}).regex(NAME_PATTERN, `allowed: ${NAME_FORM}`),
    argv: z
      .array(text, {error: 'allowed: a list of arguments such as [cat, /srv/batch/{date}.csv]'})
      .min(1, 'allowed: a list with at least the program'),
    bytes: z.union([bytes, read('a size such as 64MiB', parseBytes)], {
      error: 'allowed: a size such as 64MiB, or a number of bytes',
    }),
    wholeNumber: (min: number, max: number) => {
      const allowed = `allowed: a whole number from ${min} to ${max}`;
      return z.number({error: allowed}).int(allowed).min(min, allowed).max(max, allowed);
    },
    count: z.number({error: COUNT}).int(COUNT).min(0, COUNT),
    /** A map whose keys are restricted and whose values are all of one kind. */
    record: <T extends ZodType>(pattern: RegExp, allowedKeys: string, value: T) =>
      z.record(z.string().regex(pattern, `allowed as a key: ${allowedKeys}`), value, {
        error: 'allowed: a map of keys',
      }),
  };
}

function parseBytes(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*(B|kB|KB|MB|GB|KiB|MiB|GiB)$/.exec(text.trim());
  if (!match) return undefined;
  const units: Record<string, number> = {
    B: 1,
    kB: 1e3,
    KB: 1e3,
    MB: 1e6,
    GB: 1e9,
    KiB: 2 ** 10,
    MiB: 2 ** 20,
    GiB: 2 ** 30,
  };
  const bytes = Math.floor(Number(match[1]) * (units[match[2] ?? ''] ?? 0));
  return bytes >= 1024 ? bytes : undefined;
}
