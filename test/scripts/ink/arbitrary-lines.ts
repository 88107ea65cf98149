/** Lines as the screen paints them, as ink lets others paint them, and as nobody should. */
import fc from 'fast-check';
import {openTheme, TONES} from '../../../source/ui/paint/theme.ts';
import {HOSTILE_TEXTS} from '../../ui/paint/hostile-texts.ts';

const themes = [
  openTheme({name: 'dark', colorDepth: 8}),
  openTheme({name: 'safe', colorDepth: 8}),
  openTheme({name: 'none', colorDepth: 8}),
];

const word = fc.oneof(
  {weight: 4, arbitrary: fc.constantFrom('PAYROLL', 'ok', ' ', '   ', '1,204', '-', 'x', '0123456789')},
  fc.constantFrom('▁▂▃▄▅▆▇█', '●', '✓', '│─', '…', '⠋', 'é', 'ночь', '夜間', '한', '～'),
);

/** As the product's own lines are. */
export const ordinaryLine = fc
  .array(fc.tuple(fc.constantFrom(...themes), fc.constantFrom(...TONES), fc.array(word, {maxLength: 3})), {
    maxLength: 6,
  })
  .map(parts => parts.map(([theme, tone, words]) => theme.paint(tone, words.join(''))).join(''));

const style = fc
  .array(
    fc.constantFrom(
      ...[
        '',
        '0',
        '1',
        '2',
        '3',
        '4',
        '5',
        '7',
        '9',
        '21',
        '22',
        '23',
        '24',
        '27',
        '29',
        '31',
        '39',
        '44',
        '49',
      ],
      ...['91', '105', '38;5;202', '48;5;7', '38;2;1;2;3', '38;5', '38', '53', '58;5;3', '99', '01', '4:3'],
    ),
    {minLength: 1, maxLength: 3},
  )
  .map(parameters => `\u001B[${parameters.join(';')}m`);

/** Styles that nobody undoes, of characters that all terminals measure alike. */
export const styledLine = fc.array(fc.oneof(word, style), {maxLength: 12}).map(parts => parts.join(''));

/** Also characters that join, and sequences that are none. */
export const anyLine = fc
  .array(
    fc.oneof(
      {weight: 3, arbitrary: word},
      {weight: 2, arbitrary: style},
      fc.constantFrom(...HOSTILE_TEXTS.map(([, text]) => text.slice(0, 20))),
      fc.string({unit: 'grapheme', maxLength: 4}),
    ),
    {maxLength: 10},
  )
  .map(parts => parts.join('').replaceAll(/[\r\n]/g, ''));

export const line = fc.oneof(ordinaryLine, anyLine);
