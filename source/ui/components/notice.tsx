import type {Display} from '../display.ts';
import {useDisplay} from '../hooks/contexts.ts';
import {clean} from '../paint/clean.ts';
import {fit, wrap} from '../paint/fit.ts';
import type {Tone} from '../paint/theme.ts';
import {UNBROKEN} from './detail-pane.tsx';
import {TextPane} from './text-pane.tsx';

/** Sentences in place of a list: nothing there, not there yet, or why not. Takes `height` lines. */
export function Notice({text, tone = 'muted', height}: {text: string; tone?: Tone; height: number}) {
  const lines = paintNotice(text, tone, useDisplay());
  return <TextPane lines={lines} height={height} />;
}

/** A blank line and the sentences, broken where the screen ends. */
export function paintNotice(
  text: string,
  tone: Tone,
  {theme, columns, isAscii, isLinear}: Pick<Display, 'theme' | 'columns' | 'isAscii' | 'isLinear'>,
): string[] {
  const sentences = text.split('\n');
  if (isLinear) return sentences.filter(line => line !== '').map(line => clean(line, UNBROKEN));
  const lines = sentences
    .flatMap(sentence => wrap(sentence, Math.max(10, columns - 4), isAscii))
    .map(line => theme.paint(tone, fit(`  ${line}`, columns, 'left', isAscii)));
  return ['', ...lines];
}
