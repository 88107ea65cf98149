import {FIELD_NAMES, type FieldValues} from './fields.ts';
import {joinOrigins, type Origin} from './run-text.ts';

/** A matched line with where it stands, for rejecting it, and with the lines that have joined it. */
type MatchedLine = {values: FieldValues; line: number; text: string; origin: Origin};

type LinePairing = {
  add(matched: MatchedLine): void;
  /** Hands on what is still open. */
  finish(): void;
};

/**
 * Joins the lines of one run. A line with a start opens a run; one without joins the open run with its `runKey`, or, when it
 * has none, the latest open run of its job (with several open, the earlier ones more likely died without a word). A run
 * is handed on once it has an end or a final status, so that only open ones are kept.
 */
export function linePairing(
  isFinal: (status: string) => boolean,
  emit: (matched: MatchedLine) => void,
): LinePairing {
  const open = new Set<MatchedLine>();
  const byKey = new Map<string, MatchedLine>();
  const byJob = new Map<string, MatchedLine[]>();

  const isOver = ({endedAt, status}: FieldValues): boolean => Boolean(endedAt) || isFinal(status ?? '');

  const keep = (matched: MatchedLine): void => {
    const {runKey, job} = matched.values;
    open.add(matched);
    if (runKey) byKey.set(runKey, matched);
    const ofJob = job ? byJob.get(job) : undefined;
    if (!ofJob) {
      if (job) byJob.set(job, [matched]);
      return;
    }
    ofJob.push(matched);
    if (ofJob.length > MAX_OPEN_OF_JOB) ofJob.shift();
  };

  const release = (matched: MatchedLine): void => {
    const {runKey, job} = matched.values;
    open.delete(matched);
    if (runKey && byKey.get(runKey) === matched) byKey.delete(runKey);
    const ofJob = byJob.get(job ?? '') ?? [];
    const place = ofJob.indexOf(matched);
    if (place !== -1) ofJob.splice(place, 1);
    if (ofJob.length === 0) byJob.delete(job ?? '');
    emit(matched);
  };

  const findOpen = ({runKey, job}: FieldValues): MatchedLine | undefined => {
    if (!runKey) return byJob.get(job ?? '')?.at(-1);
    const found = byKey.get(runKey);
    return !job || !found?.values.job || found.values.job === job ? found : undefined;
  };

  return {
    add(matched) {
      const {values} = matched;
      if (values.count) {
        emit(matched);
        return;
      }
      const earlier = values.startedAt ? undefined : findOpen(values);
      if (earlier) {
        addDefined(earlier.values, values);
        earlier.origin = joinOrigins(earlier.origin, matched.origin);
        if (isOver(earlier.values)) release(earlier);
      } else if (isOver(values)) emit(matched);
      else keep(matched);
    },
    finish() {
      for (const matched of open) emit(matched);
      open.clear();
    },
  };
}

/** A job that starts over and over and never ends must not make every start slower than the one before. */
const MAX_OPEN_OF_JOB = 100;

function addDefined(earlier: FieldValues, later: FieldValues): void {
  for (const field of FIELD_NAMES) if (later[field]) earlier[field] = later[field];
}
