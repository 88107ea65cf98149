/** Everything that can be typed, and what every sign means: made of the tables that the program itself goes by. */
import {OUTCOMES} from '../../domain/collection.ts';
import {RUN_STATUSES} from '../../domain/run.ts';
import type {Verdict} from '../../domain/slot.ts';
import {VERDICTS} from '../../domain/slot.ts';
import {DAY_MARKS} from '../../report/pages/pages.ts';
import type {EnvironmentState, FindingKind} from '../../report/status-report.ts';
import {ENVIRONMENT_STATES, FINDING_KINDS} from '../../report/status-report.ts';
import {COMMAND_WORDS} from '../command-line/commands.ts';
import type {Action, Binding} from '../keymap.ts';
import {BINDINGS} from '../keymap.ts';
import type {Look} from '../paint/glyphs.ts';
import {
  dayLook,
  environmentStateLook,
  findingLook,
  lookGlyph,
  outcomeLook,
  statusLook,
  verdictLook,
} from '../paint/glyphs.ts';
import type {Tone} from '../paint/theme.ts';
import {PROMPT_BINDINGS} from '../prompt/prompt-keymap.ts';
import {OUTCOME_WORDS} from './collection-words.ts';

export type HelpEntry = {
  section: string;
  /** What is typed, or how it looks. */
  sign: string;
  summary: string;
  /** What else it is looked for by. */
  title: string;
  tone: Tone;
};

/** A line of an entry: its words are broken, because they are there to be read. */
export type HelpLine = HelpEntry & {
  key: string;
  /** All that the entry says: who looks for a word finds all of its lines. */
  whole: string;
};

export function breakHelp(entries: readonly HelpEntry[], wrap: (text: string) => string[]): HelpLine[] {
  return entries.flatMap(entry => {
    const whole = [entry.section, entry.sign, entry.title, entry.summary].join(' ');
    return wrap(entry.summary).map((summary, i) => ({
      ...entry,
      key: `${whole} ${i}`,
      whole,
      sign: i === 0 ? entry.sign : '',
      section: i === 0 ? entry.section : '',
      summary,
    }));
  });
}

const HERE = 'Here';

/** The keys that apply where the operator came from (`isUsable`) come first. */
export function buildHelp(isUsable: (action: Action) => boolean, isAscii: boolean): HelpEntry[] {
  const usable = BINDINGS.filter(({action}) => isUsable(action));
  const others = BINDINGS.filter(({action}) => !isUsable(action));
  return [
    ...usable.map(binding => keyRow(binding, HERE)),
    ...others.map(binding => keyRow(binding, binding.group)),
    ...COMMAND_WORDS.map(
      ({name, alias, operands, summary}): HelpEntry => ({
        section: 'Commands',
        sign: [
          `:${name}`,
          ...(alias === undefined ? [] : [`:${alias}`]),
          ...(operands === undefined ? [] : [operands]),
        ].join(' '),
        title: '',
        summary,
        tone: 'key',
      }),
    ),
    ...PROMPT_BINDINGS.map(binding => keyRow(binding, 'Typing')),
    ...explainLooks(isAscii),
  ];
}

function keyRow(
  {keys, title, summary}: Pick<Binding, 'keys' | 'title' | 'summary'>,
  section: string,
): HelpEntry {
  return {section, sign: keys.join(' '), title, summary, tone: 'key'};
}

const VERDICT_WORDS: Record<Verdict, string> = {
  pending: 'not due yet',
  due: 'due, and inside the time it is given',
  running: 'running',
  overrun: 'running for longer than it may',
  ok: 'it ran and succeeded',
  'ok-late': 'it succeeded, but late, or only after a failure',
  'ok-early': 'it succeeded before it was due',
  failed: 'its last run failed or was cancelled',
  missing: 'a complete answer from after its deadline shows no run',
  excused: 'a day off, maintenance, paused, or a hold that somebody has acknowledged',
  unknown: 'nothing was seen that could tell',
};

const STATE_WORDS: Record<EnvironmentState, string> = {
  problem: 'something needs a person',
  blind: 'it cannot be seen: nothing can be said of what did not run',
  stale: 'what is shown is too old',
  acknowledged: 'whatever needs a person is acknowledged or snoozed',
  ok: 'all that was due has run',
};

const FINDING_WORDS: Record<FindingKind, string> = {
  missing: VERDICT_WORDS.missing,
  failed: VERDICT_WORDS.failed,
  blind: STATE_WORDS.blind,
  overrun: VERDICT_WORDS.overrun,
  short: 'fewer runs than expected by this time',
  excess: 'more runs than expected',
  late: VERDICT_WORDS['ok-late'],
  anomaly: 'unlike the days before',
  drift: 'its scheduler and what is expected of it have come apart',
};

/** What every sign stands for. */
function explainLooks(isAscii: boolean): HelpEntry[] {
  const row = (section: string, look: Look, words = ''): HelpEntry => ({
    section,
    sign: lookGlyph(look, isAscii),
    title: '',
    summary: words === '' ? look.word : `${look.word}: ${words}`,
    tone: look.tone,
  });
  return [
    ...VERDICTS.map(verdict => row('Verdicts', verdictLook(verdict), VERDICT_WORDS[verdict])),
    ...FINDING_KINDS.map(kind => row('Findings', findingLook(kind), FINDING_WORDS[kind])),
    ...ENVIRONMENT_STATES.map(state => row('Environments', environmentStateLook(state), STATE_WORDS[state])),
    ...RUN_STATUSES.map(status => row('Runs', statusLook(status))),
    ...OUTCOMES.map(outcome => row('Collections', outcomeLook(outcome), OUTCOME_WORDS[outcome])),
    ...DAY_MARKS.map(mark => row('Days', dayLook(mark))),
    {
      section: 'Days',
      sign: isAscii ? '_-#' : '▁▄█',
      title: '',
      summary: 'ok: how often it ran, of the most',
      tone: 'muted',
    },
  ];
}
