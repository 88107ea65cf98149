/** What leaves the screen: to the operator's clipboard, or into a file. */
import {errorMessage} from '../../domain/errors.ts';
import {formatClipboard} from '../clipboard.ts';
import {exportName} from '../export/export-name.ts';
import type {ExportFormat} from '../export/format-export.ts';
import type {Effects} from './controller.ts';
import {shownDay} from './days.ts';

export function copySelected({screen, say, write, multiplexer}: Effects): void {
  const text = screen().copyText?.();
  if (text === undefined) {
    say('info', 'there is nothing here to copy');
    return;
  }
  const copied = formatClipboard(text, multiplexer);
  if ('error' in copied) {
    say('bad', copied.error);
    return;
  }
  write(copied.sequence);
  say('good', `copied: ${text}`);
}

export async function writeExport(effects: Effects, format: ExportFormat): Promise<void> {
  const {screen, backend, say} = effects;
  const exported = screen().exported?.();
  if (!exported) {
    say('info', 'there is nothing here to export');
    return;
  }
  try {
    const name = exportName(exported.title, shownDay(effects), format);
    say('good', `written: ${await backend.writeExport(name, exported.format(format))}`);
  } catch (error) {
    say('bad', errorMessage(error));
  }
}
