/**
 * cron: runs from the log of Debian's cron, cronie or anacron, read from syslog files or `journalctl -o json`, line by line
 * whichever it is; crontab lines among them give schedules.
 *
 *     Aug  4 18:35:01 h CRON[4954]: (will) CMD (bash Scripts/backup.sh)
 *     Aug  4 18:35:01 h CRON[4953]: (CRON) error (grandchild #4954 failed with exit status 255)
 *     {"__REALTIME_TIMESTAMP":"1795431601000000","SYSLOG_IDENTIFIER":"CRON","SYSLOG_PID":"4954","MESSAGE":"(will) CMD (true)"}
 *
 * job = the command as logged; run key = start and pid; every run in the output is reported, each on its own business day.
 * A run whose end is not logged is `running` where the log tells ends at all (Debian's -L 2 and up, cronie's CMDEND). Where
 * it does not, as with Debian's default, it is `unknown`, unless `trustStarts` takes the start for the success.
 * What other programs and crontab(1) log is skipped. Files must come oldest first: ends are matched to starts before them.
 */
import type {Adapter} from '../domain/adapter.ts';
import {parseDuration} from '../domain/time.ts';
import {createCronLogReader} from './cron-log.ts';
import {createCronRuns} from './cron-runs.ts';
import {crontabOptions} from './crontab-options.ts';
import type {CrontabForm} from './crontab-reader.ts';
import {createCrontabReader} from './crontab-reader.ts';
import {journalCommand} from './journal-record.ts';
import type {Reject} from './parser.ts';
import {collectObservations, lineParser} from './parser.ts';
import {lineKeeper} from './run-text.ts';

export type CronOptions = {
  form: CrontabForm;
  userInName: boolean;
  trustStarts: boolean;
  /** A duration as `parseDuration` reads it. */
  unknownAfter: string;
  file?: string | string[];
};

export const cron: Adapter<CronOptions> = {
  name: 'cron',
  title: 'cron',
  description: 'Runs from the log of Debian’s cron, cronie or anacron, in the journal or in syslog files.',
  traits: {isPlan: false, hasRuns: true, hasHistory: true, hasSchedules: false},
  tells: ['reruns', 'exit-codes'],
  wholeAnswer: "the log's lines; whoever may not read the journal gets an error, not an empty answer",
  options: z =>
    z.strictObject({
      ...crontabOptions(z),
      trustStarts: z
        .boolean()
        .default(false)
        .describe('Where the log tells no ends: a start that no failure followed has succeeded.'),
      unknownAfter: z
        .string()
        .refine(text => parseDuration(text) !== undefined, 'not a duration; write 30m, 2h or 1d')
        .default('0s')
        .describe('Where the log tells no ends: how long a run counts as running before it is unknown.'),
      file: z
        .union([z.string(), z.array(z.string()).min(1)])
        .optional()
        .describe('Syslog file or files to read instead of the journal, oldest first; all must exist.'),
    }),
  command: ({file}) =>
    file === undefined
      ? journalCommand(['CRON', 'CROND', 'cron', 'crond', 'anacron'].map(tag => `-t ${tag}`))
      : {argv: ['cat', '--', ...(typeof file === 'string' ? [file] : file)]},
  open({clock, collectedAt, options}) {
    const {observations, reject} = collectObservations();
    const unknownAfterMs = parseDuration(options.unknownAfter) ?? 0;
    const lines = lineKeeper();
    const runs = createCronRuns({...options, clock, collectedAt, unknownAfterMs, keepLine: lines.keep});
    const log = createCronLogReader(clock.zone, collectedAt, runs.apply, reject);
    // In a log, what is no line of its own continues the one before (another program's message with line ends).
    let isInLog = false;
    const rejectOutsideLog: Reject = (...line) => {
      if (!isInLog) reject(...line);
    };
    const crontab = createCrontabReader({...options, timezone: clock.zone.name}, rejectOutsideLog);
    return lineParser(
      (text, number) => {
        lines.see(text);
        if (log.read(text, number)) {
          isInLog = true;
          return;
        }
        if (text.startsWith('==> ')) isInLog = false;
        if (!crontab.read(text, number))
          rejectOutsideLog(number, text, 'neither a line of a log nor of a crontab');
      },
      () => {
        observations.schedules = crontab.finish();
        return {...observations, ...runs.finish()};
      },
      reject,
    );
  },
};
