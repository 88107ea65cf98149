import {useDisplay} from '../hooks/contexts.ts';
import {Lines} from './lines.tsx';

/** Painted lines in a place of `height` lines: cut or filled up. */
export function TextPane({lines, height}: {lines: readonly string[]; height: number}) {
  const {isLinear} = useDisplay();
  const shown = lines.slice(0, height);
  if (isLinear) return <Lines lines={shown} />;
  return <Lines lines={[...shown, ...Array<string>(Math.max(0, height - shown.length)).fill('')]} />;
}
