import {useDisplay} from '../hooks/contexts.ts';
import {fit, wrap} from '../paint/fit.ts';
import type {Tone} from '../paint/theme.ts';
import {Lines} from './lines.tsx';

/** Sentences in place of a list: nothing there, not there yet, or why not. Takes `height` lines. */
export function Notice({text, tone = 'muted', height}: {text: string; tone?: Tone; height: number}) {
  const {theme, columns, isAscii} = useDisplay();
  const lines = text
    .split('\n')
    .flatMap(sentence => wrap(sentence, Math.max(10, columns - 4), isAscii))
    .slice(0, Math.max(1, height - 1))
    .map(line => theme.paint(tone, fit(`  ${line}`, columns, 'left', isAscii)));
  const all = ['', ...lines];
  while (all.length < height) all.push('');
  return <Lines lines={all.slice(0, height)} />;
}
