/**
 * AutoSys (Broadcom AutoSys Workload Automation), from the report of `autorep -J ALL`, with or without `-w` and `-d`:
 *
 *     Job Name             Last Start           Last End             ST/Ex Run/Ntry Pri/Xit
 *     ____________________ ____________________ ____________________ _____ ________ _______
 *     EOD_BOX              06/03/2026 11:14:16  06/03/2026 11:14:38  FA    8/1      1
 *      EOD_PRICES          06/03/2026 11:14:37  06/03/2026 11:14:37  FA    8/1      127
 *
 * One line is the latest run that the job ever had: earlier runs are known from earlier collections. Boxes, whose jobs are
 * indented below them, are no jobs. run key = number of the run and of the try. Times carry no zone and are the
 * environment's, unless `-t` prints one after the row.
 */
import type {Adapter} from '../domain/adapter.ts';
import type {RunStatus} from '../domain/run.ts';
import {isZone} from '../domain/zone.ts';
import {chosenJobs} from './autosys-options.ts';
import {autosysReportParser} from './autosys-report.ts';
import {checkedString, statusesOption, timeFormatProblem} from './record-options.ts';

export type AutosysOptions = {
  jobs?: string;
  boxes: boolean;
  timeFormat: string;
  statuses?: Record<string, RunStatus>;
  timezones?: Record<string, string>;
};

export const autosys: Adapter<AutosysOptions> = {
  name: 'autosys',
  title: 'AutoSys',
  description: 'The latest run of every AutoSys job (autorep -J).',
  traits: {isPlan: false, hasRuns: true, hasHistory: false, hasSchedules: false},
  tells: ['holds', 'exit-codes'],
  isLatestOnly: true,
  wholeAnswer: "autorep's header, and whole names (-w)",
  options: z =>
    z.strictObject({
      ...chosenJobs(z),
      timeFormat: checkedString(z, timeFormatProblem)
        .default('MM/dd/yyyy HH:mm:ss')
        .describe('How autorep writes times: a pattern such as `dd/MM/yyyy HH:mm:ss`'),
      statuses: statusesOption(z),
      timezones: z
        .record(
          z.string(),
          z.string().refine(isZone, 'not a time zone; use an IANA name such as Europe/London'),
        )
        .optional()
        .describe(
          "The IANA names of AutoSys's time zones, where autorep -t prints them after a row: {London: Europe/London}",
        ),
    }),
  command: ({jobs = 'ALL'}) => ({argv: ['autorep', '-J', jobs, '-w']}),
  open: autosysReportParser,
};
