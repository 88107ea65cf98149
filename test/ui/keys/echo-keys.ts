/** Prints the name of each key that comes, and how often it was drawn, for the test in a real terminal. `s` suspends. */
import {Box, render, Text, useApp} from 'ink';
import {createElement, useState} from 'react';
import type {KeyPress} from '../../../source/ui/keys/key-name.ts';
import {useKeys} from '../../../source/ui/keys/use-keys.ts';

function EchoKeys() {
  const [keys, setKeys] = useState<readonly KeyPress[]>([]);
  const {exit, suspendTerminal} = useApp();
  useKeys(
    key => {
      setKeys(before => [...before, key]);
      if (key.name === 'q') exit();
      if (key.name === 's') void suspendTerminal(async () => {});
    },
    {isActive: true},
  );
  const shown = keys.map(({name, text}) => (name === 'paste' ? `paste:${JSON.stringify(text)}` : name));
  return createElement(Box, null, createElement(Text, null, `ready <${shown.join(' ')}>`));
}

render(createElement(EchoKeys), {exitOnCtrlC: false, patchConsole: false, interactive: true});
