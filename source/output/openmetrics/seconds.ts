/** An ISO 8601 instant as Unix seconds; null for one that is not known. */
export function toSeconds(instant: string | null): number | null {
  return instant === null ? null : Date.parse(instant) / 1000;
}
