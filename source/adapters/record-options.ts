/** The options that every adapter with freely named fields shares. */
import type {z as Zod} from 'zod';
import {errorMessage} from '../domain/errors.ts';
import type {RunStatus} from '../domain/run.ts';
import {RUN_STATUSES} from '../domain/run.ts';
import {FIELD_MEANINGS, FIELD_NAMES} from './fields.ts';
import {compileTimePattern, dayReader} from './time-pattern.ts';

export type RecordOptions = {
  statuses?: Record<string, RunStatus>;
  timeFormat?: string;
  dayFormat?: string;
  statusFromExitCode?: boolean;
};

export function recordOptionShape(z: typeof Zod) {
  return {
    statuses: statusesOption(z),
    timeFormat: checkedString(z, timeFormatProblem)
      .optional()
      .describe(
        'How times are written: `epoch`, `epoch-ms`, `epoch-us`, or a pattern such as `dd/MM/yyyy HH:mm:ss`. Default: ISO 8601, yyyyMMddHHmmss, Unix time or `Jul 29, 2019 7:17:33 PM`, whichever it is. Times without an offset are local to the environment',
      ),
    dayFormat: checkedString(z, dayFormatProblem)
      .optional()
      .describe(
        'How business days are written: a pattern such as `dd/MM/yyyy`. Default: YYYY-MM-DD or YYYYMMDD',
      ),
    statusFromExitCode: z
      .boolean()
      .optional()
      .describe(
        'Take a record without a status for succeeded when its exit code is 0 and for failed otherwise. Default false: many schedulers print 0 for jobs that were killed or cancelled',
      ),
  };
}

/** Where each field is found; the keys are the fields' names. */
export function fieldsOption(z: typeof Zod, description: string) {
  const shape = Object.fromEntries(
    FIELD_NAMES.map(field => [field, z.string().min(1).optional().describe(FIELD_MEANINGS[field])]),
  );
  return z.strictObject(shape).optional().describe(description);
}

export function statusesOption(z: typeof Zod) {
  return z
    .record(z.string(), z.enum(RUN_STATUSES))
    .optional()
    .describe(
      `What the words for a state mean: {OK: succeeded, KO: failed}. Allowed: ${RUN_STATUSES.join(', ')}. Common words are known already; case makes no difference`,
    );
}

/** A string that is refused with what `problemOf` says of it. */
export function checkedString(z: typeof Zod, problemOf: (value: string) => string | undefined) {
  return z.string().superRefine((value, context) => {
    const message = problemOf(value);
    if (message !== undefined) context.addIssue({code: 'custom', message});
  });
}

export function timeFormatProblem(format: string): string | undefined {
  if (/^epoch(-ms|-us)?$/.test(format)) return undefined;
  return problemOf(() => {
    if (!compileTimePattern(format).hasTime)
      throw new RangeError(`the time format "${format}" has no hours; add HH or hh`);
  });
}

function dayFormatProblem(format: string): string | undefined {
  return problemOf(() => dayReader(format));
}

function problemOf(attempt: () => unknown): string | undefined {
  try {
    attempt();
    return undefined;
  } catch (error) {
    return errorMessage(error);
  }
}
