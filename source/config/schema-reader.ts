import type {z as Zod} from 'zod';

export type TextReader = ReturnType<typeof textReader>;

/**
 * Makes schemas of text that `parse` understands; for anything else the problem says in words what is allowed, and what
 * `hint` makes of the text.
 */
export function textReader(z: typeof Zod) {
  return <T>(
    allowed: string,
    parse: (text: string) => T | undefined,
    hint: (text: string) => string = () => '',
  ) =>
    z.string({error: `allowed: ${allowed}`}).transform((text, context): T => {
      const value = parse(text);
      if (value !== undefined) return value;
      context.addIssue({code: 'custom', message: `allowed: ${allowed}${hint(text)}`, input: text});
      return z.NEVER;
    });
}
