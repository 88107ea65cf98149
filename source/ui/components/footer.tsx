import {useSyncExternalStore} from 'react';
import {useAppState, useDisplay, usePorts} from '../hooks/contexts.ts';
import type {Binding} from '../keymap.ts';
import {FOOTER_BINDINGS} from '../keymap.ts';
import {fit, measure} from '../paint/fit.ts';
import type {Theme} from '../paint/theme.ts';
import {Line} from './lines.tsx';
import {PromptLine} from './prompt-line.tsx';

/** The prompt while one is open, else what was said last, else the keys that do something here. */
export function Footer() {
  const {prompt, message} = useAppState();
  const {controller} = usePorts();
  const {theme, columns, isAscii, isLinear} = useDisplay();
  useSyncExternalStore(controller.subscribe, controller.readKeys);
  if (prompt) return <PromptLine prompt={prompt} />;
  if (message)
    return <Line text={theme.paint(message.tone, fit(` ${message.text}`, columns, 'left', isAscii))} />;
  if (isLinear) return <Line text="? help, q quit" />;
  const keys = FOOTER_BINDINGS.filter(({action}) => controller.canDo(action)).map(binding => ({
    ...binding,
    title: controller.titleOf(binding),
  }));
  return <Line text={paintKeys(keys, columns, theme)} />;
}

/** As many keys as fit, the most useful first. */
function paintKeys(bindings: readonly Binding[], columns: number, theme: Theme): string {
  let line = ' ';
  let used = 1;
  for (const {keys, title} of bindings) {
    const [key = ''] = keys;
    const width = measure(key) + 1 + measure(title) + 2;
    if (used + width > columns) break;
    line += `${theme.paint('key', key)} ${title}  `;
    used += width;
  }
  return line + ' '.repeat(Math.max(0, columns - used));
}
