/** A collection's progress on standard error: a line that is redrawn on a terminal, nothing when piped or `--quiet`. */
import type {ProgressEvent} from '../collect/collection-task.ts';
import type {Progress} from '../collect/progress.ts';
import {formatProgressBar, startProgress, trackProgress} from '../collect/progress.ts';
import type {CommandContext} from './context.ts';

export type ProgressDisplay = {note: (event: ProgressEvent) => void; close: () => void};

const CLEAR_LINE = '\r\u001B[K';

export function openProgress({io, flags}: CommandContext): ProgressDisplay {
  if (!io.isTalkTerminal || flags.quiet) return {note: () => {}, close: () => {}};
  let progress: Progress | undefined;
  let shownAt = 0;
  return {
    note(event) {
      progress = trackProgress(progress ?? startProgress(event.at), event);
      // A thousand sources end within a second: ten redraws of it are enough to watch.
      if (event.at - shownAt < 100 && event.state !== 'queued') return;
      shownAt = event.at;
      io.say(CLEAR_LINE + formatProgressBar(progress, event.at, io.columns - 1));
    },
    close: () => io.say(CLEAR_LINE),
  };
}
