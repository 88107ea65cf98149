/** What the shown screen lets the keys do. It says so at every render; the controller asks when a key comes. */
import type {Finding} from '../../report/status-report.ts';
import type {LearnedSubject} from '../backend.ts';
import type {ExportFormat} from '../export/format-export.ts';
import type {Action} from '../keymap.ts';

/** What is shown, as a text of its own. */
export type Export = {title: string; format: (format: ExportFormat) => string};

export type ScreenPort = {
  /** What these keys do here; one that is missing does not apply. */
  actions: Partial<Record<Action, () => void>>;
  /** What the footer calls a key that does something of its own here. */
  titles?: Partial<Record<Action, string>>;
  /** The findings under the cursor: what acknowledging, snoozing and undoing are about. */
  findings?: () => readonly Finding[];
  /** The job under the cursor of which a schedule was learned, when nothing else tells one. */
  learned?: () => LearnedSubject | undefined;
  /** What `y` copies. */
  copyText?: () => string | undefined;
  /** What `e` writes, in the format that was chosen. */
  exported?: () => Export;
  /** The environment that `r` refreshes, and that the views of one environment open. */
  environment?: () => string | undefined;
  /** The list that the filter and `:sort` are for. */
  list?: {
    key: string;
    filter: string;
    /** Key of the row under the cursor. */
    cursor: string | undefined;
    sortable: readonly string[];
  };
};

export const NO_SCREEN: ScreenPort = {actions: {}};
