/** Reads conman's listing line by line, and what stands around it. */
import type {ParseContext, Parser} from '../domain/adapter.ts';
import {businessDayOf} from '../domain/business-day.ts';
import type {Observations} from '../domain/observations.ts';
import {plural} from '../domain/text.ts';
import {addDays} from '../domain/time.ts';
import {collectObservations, lineParser} from './parser.ts';
import {runRegister} from './run-register.ts';
import type {TwsOptions} from './tws.ts';
import {createTwsPlan} from './tws-plan.ts';
import {splitTwsJob, splitTwsStream} from './tws-row.ts';

export function twsListingParser(context: ParseContext<TwsOptions>): Parser {
  const {observations, reject} = collectObservations();
  const runs = runRegister(context);
  const plan = createTwsPlan(context);
  let hasListing = false;
  let isDown = false;
  let streamText = '';
  let first: {text: string; line: number} | undefined;

  const onLine = (text: string, line: number): void => {
    if (text.trim() !== '') first ??= {text, line};
    const stream = splitTwsStream(text);
    if (stream) {
      hasListing = true;
      streamText = text;
      if (!plan.enter(stream))
        reject(line, text, `"${stream.time} ${stream.date}" is no time; set dateFormat if it is one`);
      return;
    }
    const row = splitTwsJob(text);
    const run = row && plan.read(row);
    if (run) {
      runs.add(run, [streamText, text]);
      return;
    }
    hasListing ||= HEADER.test(text);
    isDown ||= DOWN.test(text);
    if (row) reject(line, text, 'a job without a job stream above it');
    else if (ERROR.test(text) || (hasListing && !isAround(text)))
      reject(line, text, 'no row of a listing by conman');
  };
  const finish = (): Observations => {
    if (first && !hasListing && observations.rejectedCount === 0)
      reject(first.line, first.text, 'no listing as conman sj prints it');
    const partialReason = first
      ? whyPartial(context, isDown, plan.cutNames())
      : 'conman printed nothing, not even its header';
    return {...observations, ...runs.finish(), ...(partialReason === undefined ? {} : {partialReason})};
  };
  return lineParser(onLine, finish, reject);
}

const HEADER = /\bSchedTime\b/;
const DOWN = /\bbatchman\s+down\b/i;
/** `AWSBHU007E …`: an error or a warning, by the product's message catalogue. */
const ERROR = /\bAWS[A-Z]{3}\d{3}[EW]\b/;

/** Headers, the echo of the command, and dependencies that go on in a line of their own, far to the right. */
function isAround(text: string): boolean {
  const line = text.trimStart();
  return (
    line === '' || HEADER.test(line) || /^(?:%|\(Est\)|sj\b)/.test(line) || text.length - line.length >= FAR
  );
}

const FAR = 40;

function whyPartial(
  {day, clock, collectedAt}: ParseContext<TwsOptions>,
  isDown: boolean,
  cutNames: number,
): string | undefined {
  if (cutNames > 0) return `${plural(cutNames, 'name')} cut off; set MAESTRO_OUTPUT_STYLE=LONG`;
  if (isDown) return 'batchman is down: the plan is not kept up to date';
  // The plan that follows still has what was carried forward; what ended is gone with its own.
  const yesterday = addDays(businessDayOf(collectedAt, clock), -1);
  return day < yesterday ? 'the plan in force does not tell of days before yesterday' : undefined;
}
