/**
 * systemd: runs of services, from the journal's records of the system's manager (`journalctl -o json _PID=1`):
 *
 *     {"__REALTIME_TIMESTAMP":"1795392000123456","_PID":"1","MESSAGE_ID":"7d4958e842da4a758f6c1cdc7b36dcc5",
 *      "UNIT":"backup.service","INVOCATION_ID":"0f…","MESSAGE":"Starting Backup..."}
 *
 * job = the unit; run key = INVOCATION_ID. Any process may send UNIT and MESSAGE_ID, and only the manager has the pid 1 that
 * journald itself notes: other records are skipped, user managers' too.
 * starting, started -> running; "Finished" (oneshot), deactivated -> succeeded; failed, start failed -> failed; skipped by
 * a condition -> cancelled. The journal does not tell a batch job from a daemon: `units` and `exclude` choose.
 */
import type {Adapter} from '../domain/adapter.ts';
import {compileGlob} from '../domain/glob.ts';
import {cleanText} from '../domain/text.ts';
import {createBootWatch, hostOf, journalCommand, parseJournalRecord} from './journal-record.ts';
import {collectObservations, lineParser} from './parser.ts';
import {lineKeeper} from './run-text.ts';
import type {MessageKind} from './systemd-invocations.ts';
import {createInvocations, MESSAGE_KINDS} from './systemd-invocations.ts';

export type SystemdOptions = {units: string[]; exclude: string[]};

export const systemd: Adapter<SystemdOptions> = {
  name: 'systemd',
  title: 'systemd',
  description: 'Runs of systemd services, from the messages of the system’s manager in the journal.',
  traits: {isPlan: false, hasRuns: true, hasHistory: true, hasSchedules: false},
  tells: ['reruns', 'exit-codes'],
  wholeAnswer: "the journal's records; whoever may not read the journal gets an error, not an empty answer",
  options: z =>
    z.strictObject({
      units: z
        .array(z.string())
        .default(['*.service'])
        .describe('Patterns of the units that are jobs. All services unless given.'),
      exclude: z
        .array(z.string())
        .default([])
        .describe('Patterns of units that are no jobs, although `units` has them.'),
    }),
  command: () => journalCommand(['_PID=1', ...Object.keys(MESSAGE_KINDS).map(id => `MESSAGE_ID=${id}`)]),
  open({clock, options}) {
    const {observations, reject} = collectObservations();
    const lines = lineKeeper();
    const invocations = createInvocations(clock, lines.keep);
    const isWanted = createUnitFilter(options);
    const isNewBoot = createBootWatch();

    const readLine = (text: string, number: number): void => {
      lines.see(text);
      if (text.trim() === '') return;
      const record = parseJournalRecord(text);
      if (typeof record === 'string') {
        reject(number, text, record);
        return;
      }
      if (record.field('_PID') !== '1') return;
      if (isNewBoot(record)) invocations.restart(hostOf(record));

      const kind = kinds.get(record.field('MESSAGE_ID') ?? '');
      const unit = cleanText(record.field('UNIT') ?? '');
      if (!kind || !isWanted(unit)) return;
      const problem = invocations.apply(kind, unit, record);
      if (problem !== undefined) reject(number, text, problem);
    };
    return lineParser(readLine, () => ({...observations, ...invocations.finish()}), reject);
  },
};

const kinds: ReadonlyMap<string, MessageKind> = new Map(Object.entries(MESSAGE_KINDS));

function createUnitFilter({units, exclude}: SystemdOptions): (unit: string) => boolean {
  const included = units.map(compileGlob);
  const excluded = exclude.map(compileGlob);
  return unit =>
    unit !== '' && included.some(matches => matches(unit)) && !excluded.some(matches => matches(unit));
}
