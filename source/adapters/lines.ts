/**
 * Any log, by regular expressions with named groups. A run may be told by one line, or by a line for its start and others
 * for what came after: those join the start by `runKey`, or by `job` (the latest run of the job that is still open).
 *
 * The patterns are the user's own, the lines are not: a pattern that backtracks catastrophically (`(a+)+$`) can be made to
 * run for ever by a hostile line, and JavaScript cannot stop it. Lines longer than `maxLineLength` are rejected unseen, which
 * keeps what is merely quadratic harmless. The rest is for the author of the pattern: an exponential one holds up the whole
 * collector, and no timeout of ours runs meanwhile.
 */
import type {Adapter, ParseContext, Parser} from '../domain/adapter.ts';
import {errorMessage} from '../domain/errors.ts';
import {isTerminal} from '../domain/run.ts';
import {formatCount} from '../domain/text.ts';
import {FIELD_MEANINGS, FIELD_NAMES, type FieldValues} from './fields.ts';
import {linePairing} from './lines-pairing.ts';
import {compileLinePattern, type LinePattern, linePatternProblem, tellsEnd} from './lines-pattern.ts';
import {lineParser} from './parser.ts';
import {checkedString, type RecordOptions, recordOptionShape} from './record-options.ts';
import {recordSink} from './record-sink.ts';
import {lineKeeper} from './run-text.ts';
import {statusReader} from './status-map.ts';

type LinesOptions = RecordOptions & {
  pattern?: LinePattern;
  patterns?: LinePattern[];
  ignore?: string[];
  unmatched?: 'reject' | 'ignore';
  maxLineLength?: number;
};

const DEFAULT_MAX_LINE_LENGTH = 4096;

export const lines: Adapter<LinesOptions> = {
  name: 'lines',
  title: 'Lines',
  description: 'Any log, one or several lines a run, by regular expressions with named groups.',
  traits: {isPlan: false, hasRuns: true, hasHistory: true, hasSchedules: false},
  tells: ['counts', 'holds', 'reruns', 'exit-codes'],
  wholeAnswer: 'every line matches a pattern, or is to be ignored; no output says that nothing ran',
  example: {
    command: ['cat', '/var/log/batch-{date}.log'],
    options: {pattern: String.raw`^(?<startedAt>\S+) (?<job>\S+) (?<status>\w+)`},
  },
  options(z) {
    const expression = checkedString(z, linePatternProblem);
    const fixed = Object.fromEntries(
      FIELD_NAMES.map(field => [
        field,
        z.string().optional().describe(`Fixed value: ${FIELD_MEANINGS[field]}`),
      ]),
    );
    const withFixed = z.strictObject({pattern: z.string().describe('The regular expression'), ...fixed});
    const linePattern = z.union([
      expression,
      withFixed.superRefine((value, context) => {
        const message = linePatternProblem({...value, pattern: value.pattern});
        if (message !== undefined) context.addIssue({code: 'custom', message, path: ['pattern']});
      }),
    ]);
    return z
      .strictObject({
        pattern: linePattern.optional().describe('A single pattern, as in `patterns`'),
        patterns: z
          .array(linePattern)
          .min(1)
          .optional()
          .describe(
            `Regular expressions (JavaScript) whose named groups are fields: ${FIELD_NAMES.join(', ')}; also start, end, scheduled, day, duration. The first that matches a line counts. {pattern, status: failed} gives a field a fixed value`,
          ),
        ignore: z
          .array(checkedString(z, regexProblem))
          .optional()
          .describe('Regular expressions of lines that mean nothing'),
        unmatched: z
          .enum(['reject', 'ignore'])
          .optional()
          .describe(
            'What becomes of lines that no pattern matches. Default reject: they count as unreadable, and what the output does not show is then unknown instead of missing',
          ),
        maxLineLength: z
          .int()
          .min(1)
          .max(65_536)
          .optional()
          .describe(
            `Longer lines are rejected without trying the patterns. Default ${DEFAULT_MAX_LINE_LENGTH}`,
          ),
        ...recordOptionShape(z),
      })
      .refine(options => options.pattern !== undefined || options.patterns !== undefined, {
        error: 'needs `pattern` or `patterns`: (?<startedAt>\\S+) (?<job>\\S+) (?<status>\\w+)',
      });
  },
  open: openLines,
};

function openLines(context: ParseContext<LinesOptions>): Parser {
  const {options} = context;
  const definitions = [
    ...(options.patterns ?? []),
    ...(options.pattern === undefined ? [] : [options.pattern]),
  ];
  const patterns = definitions.map(compileLinePattern);
  const ignored = (options.ignore ?? []).map(pattern => new RegExp(pattern));
  const maxLength = options.maxLineLength ?? DEFAULT_MAX_LINE_LENGTH;
  // Where some line tells the end, a start that has none yet is running.
  const isEndTold = definitions.some(tellsEnd);
  const readStatus = statusReader(options.statuses);
  const sink = recordSink(context);
  const pairing = linePairing(
    word => isTerminal(readStatus(word) ?? 'unknown'),
    ({values, line, text, origin}) => {
      if (isEndTold) values.endedAt ??= '';
      sink.add(values, line, origin, text);
    },
  );

  const kept = lineKeeper();

  const onLine = (text: string, line: number): void => {
    kept.see(text);
    if (text.length > maxLength) {
      sink.reject(line, text, `line longer than ${formatCount(maxLength)} characters (maxLineLength)`);
      return;
    }
    if (text.trim() === '' || ignored.some(pattern => pattern.test(text))) return;
    const values = firstMatch(text);
    if (values) pairing.add({values, line, text, origin: kept.keep(text)});
    else if (options.unmatched !== 'ignore') sink.reject(line, text, 'no pattern matches');
  };
  const firstMatch = (text: string): FieldValues | undefined => {
    for (const match of patterns) {
      const values = match(text);
      if (values) return values;
    }
    return undefined;
  };
  const finish = () => {
    pairing.finish();
    return sink.finish();
  };
  return lineParser(onLine, finish, sink.reject);
}

function regexProblem(pattern: string): string | undefined {
  try {
    new RegExp(pattern);
    return undefined;
  } catch (error) {
    return errorMessage(error);
  }
}
