/**
 * Lets placeholders stand unquoted in YAML lists: `command: [cat, /srv/{date}.csv]`. YAML takes a brace in a flow list for
 * the beginning of a map, so the braces of placeholders are replaced by stand-ins before parsing and put back after.
 * Each stand-in is one UTF-16 unit, as a brace is: every position in the text stays true.
 */

// Noncharacters, "intended for process-internal use" (Unicode 23.7): no text means anything by them.
const OPEN = '\uFDD0';
const CLOSE = '\uFDD1';

// `{name}` or `{name:FORMAT}`. As YAML that would be a map with an empty value, which means nothing in a configuration;
// `{name: value}` has a space after its colon and stays what it is.
const PLACEHOLDER = /\{([A-Za-z_][A-Za-z0-9_-]*(?::(?!\s)(?:(?!: )[^{}[\],"'\n])+)?)\}/g;

export function hidePlaceholders(text: string): string {
  if (text.includes(OPEN) || text.includes(CLOSE)) return text;
  return text.replace(PLACEHOLDER, `${OPEN}$1${CLOSE}`);
}

/** Puts the braces back in every text of a value, keys included. */
export function restorePlaceholders(value: unknown): unknown {
  if (typeof value === 'string') return restoreText(value);
  if (Array.isArray(value)) return value.map(restorePlaceholders);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [restoreText(key), restorePlaceholders(inner)]),
  );
}

export function restoreText(text: string): string {
  return text.replaceAll(OPEN, '{').replaceAll(CLOSE, '}');
}
