import {useDisplay} from '../hooks/contexts.ts';
import {clean} from '../paint/clean.ts';
import {fit, measure} from '../paint/fit.ts';
import {UNBROKEN} from './detail-pane.tsx';
import {Line} from './lines.tsx';

/** `jobs  [runs]  collections`, and at the right what is to say of the shown one. Brackets, because colour is no sign. */
export function Tabs({tabs, active, note = ''}: {tabs: readonly string[]; active: string; note?: string}) {
  const {theme, columns, isAscii, isLinear} = useDisplay();
  if (isLinear) return <Line text={`[${active}] of ${tabs.join(', ')}; ${clean(note, UNBROKEN)}`} />;
  const texts = tabs.map(tab => (tab === active ? `[${tab}]` : ` ${tab} `));
  const painted = texts.map((text, i) => theme.paint(tabs[i] === active ? 'accent' : 'muted', text));
  const used = 1 + texts.reduce((sum, text) => sum + measure(text) + 1, 0);
  if (used + 2 > columns)
    return <Line text={theme.paint('accent', fit(` [${active}] ${note}`, columns, 'left', isAscii))} />;
  return (
    <Line
      text={` ${painted.join(' ')} ${theme.paint('muted', fit(`${note} `, columns - used, 'right', isAscii))}`}
    />
  );
}
