/**
 * Text for a terminal that shows ASCII alone: one `?` for each other character, `~` where something was cut off. Not only
 * for looks: bytes 128 to 159 of UTF-8 are control codes to a terminal that does not know it.
 */
export function toAscii(text: string): string {
  return text.replaceAll('…', '~').replaceAll(/\P{ASCII}/gu, '?');
}
