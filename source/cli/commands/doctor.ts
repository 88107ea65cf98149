import type {CommandContext} from '../context.ts';
import {EXIT} from '../context.ts';
import type {Diagnosis} from '../diagnose.ts';
import {diagnose} from '../diagnose.ts';

/** Checks everything that a report rests on, by the same code that makes one, and says the remedies. */
export async function run(context: CommandContext): Promise<number> {
  const {io, flags} = context;
  const diagnoses: Diagnosis[] = [];
  for await (const diagnosis of diagnose(context)) {
    diagnoses.push(diagnosis);
    if (!flags.json) await io.write(formatDiagnosis(diagnosis));
  }
  if (flags.json) await io.write(`${JSON.stringify(diagnoses, null, 2)}\n`);
  return diagnoses.some(({state}) => state === 'problem') ? EXIT.problem : EXIT.ok;
}

function formatDiagnosis({state, subject, detail, hints}: Diagnosis): string {
  const mark = {ok: 'ok      ', warning: 'warning ', problem: 'PROBLEM '}[state];
  return [`${mark} ${subject}: ${detail}`, ...hints.map(hint => `           ${hint}`), ''].join('\n');
}
