import type {Day} from '../../domain/time.ts';
import type {ExportFormat} from './format-export.ts';

/** With day, format and ours, far below the 255 bytes that file systems take. */
const MOST_TITLE = 100;

/**
 * `jobtrack-<title>-<day>.<format>`. Titles hold names that remote commands printed: only ASCII letters, digits, dots and
 * underscores stay of them, the rest becomes `-`. Beginning with our own name, it can be no `..`, no hidden file, no option
 * and none of Windows' devices (`CON`).
 */
export function exportName(title: string, day: Day | undefined, format: ExportFormat): string {
  const words = ['jobtrack', safePart(title), safePart(day ?? '')].filter(part => part !== '');
  return `${words.join('-')}.${format}`;
}

function safePart(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\w.]+/g, '-')
    .replace(/\.{2,}/g, '.')
    .slice(0, MOST_TITLE)
    .replace(/^[.-]+|[.-]+$/g, '');
}
