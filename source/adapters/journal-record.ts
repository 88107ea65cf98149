/**
 * Records of `journalctl -o json`: one JSON object a line. A field is a string, an array of bytes (when it is not plain
 * text), an array of values (when it was sent more than once) or null (when it was too large).
 * https://systemd.io/JOURNAL_EXPORT_FORMATS/#journal-json-format
 */
import type {CommandTemplate} from '../domain/adapter.ts';
import type {EpochMs} from '../domain/time.ts';
import {digitsAt} from './civil-time.ts';
import {isRecord} from './json-path.ts';
import {printJson} from './print-json.ts';

export type JournalRecord = {
  /** As journalctl printed it. */
  line: string;
  instant: EpochMs;
  /** A field's text; the first value of one sent more than once; undefined when it is absent or null. */
  field(name: string): string | undefined;
};

/** Reads one line. A string is the reason why it cannot be read. */
export function parseJournalRecord(line: string): JournalRecord | string {
  const record = parseRecord(line);
  if (typeof record === 'string') return record;
  const field = (name: string): string | undefined => fieldText(record[name]);
  const micros = field(TIME_FIELD) ?? '';
  // Sixteen digits are less than 2^54, and halves of a microsecond are none to us.
  const number = micros.length > 0 && micros.length <= 16 ? digitsAt(micros, 0, micros.length) : Number.NaN;
  if (!(number >= 0)) return 'no __REALTIME_TIMESTAMP in microseconds';
  return {line, instant: Math.floor(number / 1000), field};
}

/** The machine that wrote a record: a journal may hold several. */
export function hostOf({field}: JournalRecord): string {
  return field('_MACHINE_ID') ?? field('_HOSTNAME') ?? '';
}

/** Tells of each record, in the journal's order, whether it is the first after its machine started anew. */
export function createBootWatch(): (record: JournalRecord) => boolean {
  const boots = new Map<string, string>();
  return record => {
    const host = hostOf(record);
    const boot = record.field('_BOOT_ID') ?? '';
    const before = boots.get(host) ?? boot;
    boots.set(host, boot);
    return before !== boot;
  };
}

/**
 * A line for people, at most a little longer than `limit`: when, what the sender said, then what journald noted of the sender,
 * so that the part that tells most comes before a cut. Without the record's places in the journal (`__CURSOR` and others).
 */
export function printJournalRecord(line: string, limit: number): string {
  const record = parseRecord(line);
  if (typeof record === 'string') return line;
  const fields = Object.entries(record)
    .filter(([name]) => name === TIME_FIELD || !name.startsWith('__'))
    .sort(([a], [b]) => rankOf(a) - rankOf(b));
  return printJson(Object.fromEntries(fields), limit);
}

const TIME_FIELD = '__REALTIME_TIMESTAMP';

function rankOf(name: string): number {
  if (name === TIME_FIELD) return 0;
  if (name === 'MESSAGE') return 1;
  // journald's own fields begin with an underscore: no sender can set them.
  return name.startsWith('_') ? 3 : 2;
}

function parseRecord(line: string): Record<string, unknown> | string {
  let record: unknown;
  try {
    record = JSON.parse(line);
  } catch {
    return 'not a JSON object, as `journalctl -o json` prints one a line';
  }
  return isRecord(record) ? record : 'not a JSON object';
}

function fieldText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) return undefined;
  if (value.every(item => Number.isInteger(item))) return new TextDecoder().decode(Uint8Array.from(value));
  return fieldText(value[0]);
}

/**
 * The command that reads the system's journal for a business day, with these matches. It begins a day early, so that a
 * run that crossed the day's start is seen with its beginning and gets its end.
 *
 * A user who may not read the journal, or a host without one, gets an empty answer and exit code 0 from journalctl,
 * which would make every job missing. So the command first makes sure that the system's journal can be read.
 */
export function journalCommand(matches: readonly string[]): CommandTemplate {
  const journals = ['/var/log/journal/$id/system.journal', '/run/log/journal/$id/system.journal'];
  const isReadable = journals.map(path => `[ -r "${path}" ]`).join(' || ');
  const refusal =
    "the system's journal cannot be read: add this user to the group systemd-journal, or give a command";
  return {
    shell:
      `id=$(cat /etc/machine-id); if ${isReadable}; then ` +
      `exec journalctl --no-pager -q -o json --since=@$(({startEpoch} - 86400)) --until=@{endEpoch} ${matches.join(' ')}; ` +
      `else echo "${refusal}" >&2; exit 77; fi`,
  };
}
