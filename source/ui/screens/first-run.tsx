import {paintNotice} from '../components/notice.tsx';
import {TextPane} from '../components/text-pane.tsx';
import {useDisplay} from '../hooks/contexts.ts';
import {useScreenPort} from '../hooks/use-screen-port.ts';
import {useTextScroll} from '../hooks/use-text-scroll.ts';
import type {PlaceOf} from '../state/place.ts';
import type {ScreenDefinition} from './screen.ts';

export const firstRunScreen: ScreenDefinition<'first-run'> = {crumb: () => 'Welcome', View};

/** What to type next, for who has typed nothing but the program's name. */
const STEPS = [
  'jobtrack-tui demo',
  '  looks around in a simulated fleet; nothing is needed and nothing stays.',
  '',
  'jobtrack-tui init',
  '  writes a commented configuration from what this host has.',
  '',
  'jobtrack-tui try cron FILE',
  '  shows what an adapter makes of an output that you have; `try` alone names the adapters.',
  '',
  'jobtrack-tui doctor',
  '  checks configuration, database and every source, and says what to do.',
  '',
  'q leaves this screen, ? shows the keys.',
].join('\n');

function View({place: {reason}, height}: {place: PlaceOf<'first-run'>; height: number}) {
  const lines = paintNotice(`${reason}\n\n${STEPS}`, 'plain', useDisplay());
  const scroll = useTextScroll(lines.length, height);
  useScreenPort({actions: scroll.actions});
  return <TextPane lines={lines.slice(scroll.top)} height={height} />;
}
