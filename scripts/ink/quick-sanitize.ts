import {isUnjoined} from '../../source/ui/paint/clean.ts';
import {stripPaint} from '../../source/ui/paint/theme.ts';
import type {Remembered} from './remember-texts.ts';
import {rememberTexts} from './remember-texts.ts';

/** Ink takes every text apart to find escape sequences; ordinary text with ordinary styles it leaves as it is. */
export function quickSanitize(original: Remembered<string>): Remembered<string> {
  return rememberTexts(text => (isUnjoined(stripPaint(text)) ? text : original(text)));
}
