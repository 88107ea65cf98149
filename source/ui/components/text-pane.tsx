import {Lines} from './lines.tsx';

/** Painted lines in a place of `height` lines: cut or filled up. */
export function TextPane({lines, height}: {lines: readonly string[]; height: number}) {
  const shown = lines.slice(0, height);
  return <Lines lines={[...shown, ...Array<string>(Math.max(0, height - shown.length)).fill('')]} />;
}
