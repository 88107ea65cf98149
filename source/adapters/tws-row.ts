/** The rows of conman's listing in its standard format: job streams, and under each its jobs. */

/** `NC050024 #PAYROLL 0958 11/19 ***** READY 10`, in the short style `M235062+#SCHED_22 1010 03/06`. */
export type TwsStream = {workstation: string; name: string; time: string; date: string};

/** `(NC050024_1_1#)DB_BACKUP SUCC 10 09:58 00:01 0 #J4711`, in which nothing after the priority need be there. */
export type TwsJob = {
  name: string;
  /** Another run of the job above: a rerun, or the next of those that are repeated (`>>every run`). */
  kind: 'first' | 'rerun' | 'repeated';
  state: string;
  priority: number;
  /** `09:58`, or `11/20` when it was on another day than scheduled; estimates are left out. */
  start: string;
  elapsed: string;
  returnCode: string;
  dependencies: string;
};

export function splitTwsStream(line: string): TwsStream | undefined {
  const scheduled = SCHEDULED.exec(line);
  if (!scheduled) return undefined;
  const [, time = '', date = ''] = scheduled;
  // Nothing stands before the time but the workstation and the stream, which the short style writes as one word.
  const [workstation = '', name = '', ...others] = line
    .slice(0, scheduled.index)
    .replace(/ +/g, '')
    .split('#');
  return name === '' || others.length > 0 ? undefined : {workstation, name, time, date};
}

export function splitTwsJob(line: string): TwsJob | undefined {
  const text = line.trim();
  const [marker = '', notation = ''] = MARKER.exec(text) ?? [];
  const words = WORDS.exec(text.slice(marker.length).replace(WORKSTATION, ''));
  const columns = words && COLUMNS.exec(words[3] ?? '');
  if (!columns) return undefined;
  const [, priority = '', start = '', elapsed = '', returnCode = '', dependencies = ''] = columns;
  return {
    name: words[1] ?? '',
    kind: kindOf(notation),
    state: words[2] ?? '',
    priority: PRIORITIES.get(priority) ?? Number(priority),
    start: isEstimate(start) ? '' : start,
    elapsed: isEstimate(elapsed) ? '' : elapsed,
    returnCode,
    dependencies,
  };
}

/** When the stream was scheduled: a word of four digits and a date. */
const SCHEDULED = / (\d{4}) {1,20}(\d\d\/\d\d)(?: |$)/;

/** Name and state, then the rest: what has no state there is another kind of line. */
const WORDS = /^(\S+) +([A-Z]{3,5}) +(.*)$/s;

/** The workstation, where it is not that of the stream, and what is written before a run that is not the first. */
const MARKER =
  /^(?:\([^()#\s]{1,200}#\)\s{0,20})?(?:>>\s?(rerun as|rerun step|rerun \d{1,9} of \d{1,9}|every run|repeated as|recovery)\s{0,20})?/;
const WORKSTATION = /^\([^()#\s]{1,200}#\)/;

/** Priority, start, elapsed time, return code and dependencies. Matches whatever follows a priority: it never tries again. */
const COLUMNS =
  /^(\+?\d{1,4}|HI|GO)(?![A-Za-z\d]) *(\(?\d\d[:/]\d\d\)?)? *(\(?\d{2,4}:\d\d\)?)? *(-?\d{1,10}(?= |$))? *(.*)$/s;

const PRIORITIES: ReadonlyMap<string, number> = new Map([
  ['HI', 100],
  ['GO', 101],
]);

function isEstimate(text: string): boolean {
  return text.startsWith('(');
}

function kindOf(notation: string): TwsJob['kind'] {
  if (notation.startsWith('rerun')) return 'rerun';
  return notation === 'every run' || notation === 'repeated as' ? 'repeated' : 'first';
}
