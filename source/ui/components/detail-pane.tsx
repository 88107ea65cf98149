import {useDisplay} from '../hooks/contexts.ts';
import {clip, fit, wrap} from '../paint/fit.ts';
import type {Tone} from '../paint/theme.ts';
import {Lines} from './lines.tsx';
import {TextPane} from './text-pane.tsx';

export type DetailText = {text: string; tone: Tone};

/** Longer than any line of a terminal: nothing is broken for who has it read out. */
export const UNBROKEN = 10_000;

/** Sentences below a list about the row under the cursor, in `height` lines: the first ones matter most, the last are cut off. */
export function DetailPane({texts, height}: {texts: readonly DetailText[]; height: number}) {
  const {columns, theme, isAscii, isLinear} = useDisplay();
  if (isLinear) return <Lines lines={texts.flatMap(({text}) => wrap(text, UNBROKEN, isAscii))} />;
  const lines = texts.flatMap(({text, tone}) =>
    wrap(text, columns - 2, isAscii).map(line =>
      theme.paint(tone, fit(` ${line}`, columns, 'left', isAscii)),
    ),
  );
  return <TextPane lines={lines} height={height} />;
}

/** The same, a line each: what does not fit is cut off. */
export function DetailLines({texts}: {texts: readonly DetailText[]}) {
  const {columns, theme, isAscii, isLinear} = useDisplay();
  const width = isLinear ? UNBROKEN : columns;
  const lines = texts.map(({text, tone}) =>
    isLinear ? clip(text, width, isAscii) : theme.paint(tone, fit(` ${text}`, width, 'left', isAscii)),
  );
  return <Lines lines={lines} />;
}
