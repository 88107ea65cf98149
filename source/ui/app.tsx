import {Box, Text, useApp} from 'ink';
import {useLayoutEffect, useMemo} from 'react';
import {Footer} from './components/footer.tsx';
import {HEADER_LINES, Header} from './components/header.tsx';
import type {Display} from './display.ts';
import type {AppPorts} from './hooks/contexts.ts';
import {DisplayContext, PortsContext, useAppState, usePorts} from './hooks/contexts.ts';
import type {KeyPress} from './keys/key-name.ts';
import {useKeys} from './keys/use-keys.ts';
import {openTheme} from './paint/theme.ts';
import {SCREENS} from './screens/registry.ts';
import {shownPlace} from './state/app-state.ts';
import type {Place} from './state/place.ts';

/** What the terminal is able to, decided at the edge. */
export type Abilities = {isAscii: boolean; isLinear: boolean; colorDepth: 0 | 4 | 8 | 24};

export const SMALLEST = {columns: 40, rows: 10};

export function App({ports, abilities}: {ports: AppPorts; abilities: Abilities}) {
  return (
    <PortsContext.Provider value={ports}>
      <Screen abilities={abilities} />
    </PortsContext.Provider>
  );
}

function Screen({abilities}: {abilities: Abilities}) {
  const {controller} = usePorts();
  const state = useAppState();
  const {size, theme: themeName, now} = state;
  useKeys((key: KeyPress) => controller.handleKey(key), {isActive: true});
  const {exit, suspendTerminal} = useApp();
  useLayoutEffect(
    () => controller.attach({exit: () => exit(), suspend: suspendTerminal}),
    [controller, exit, suspendTerminal],
  );
  const {isAscii, isLinear, colorDepth} = abilities;
  const theme = useMemo(() => openTheme({name: themeName, colorDepth}), [themeName, colorDepth]);
  const display: Display = {columns: size.columns, rows: size.rows - 1, theme, isAscii, isLinear, now};
  if (size.columns < SMALLEST.columns || size.rows < SMALLEST.rows) return <TooSmall {...size} />;
  return (
    <DisplayContext.Provider value={display}>
      {/* As wide as the terminal is by now: Ink draws the last frame once more before it is drawn anew for another width,
          and longer lines would break there. */}
      <Box flexDirection="column" height={display.rows}>
        <Header />
        <Shown place={shownPlace(state)} height={display.rows - HEADER_LINES - 1} />
        <Footer />
      </Box>
    </DisplayContext.Provider>
  );
}

/** The key makes another place another component: nothing of the last one's state stays behind. */
function Shown<Shown extends Place>({place, height}: {place: Shown; height: number}) {
  const {View} = SCREENS[place.screen];
  const Drawn = View as (props: {place: Place; height: number}) => React.ReactNode;
  return (
    <Box flexDirection="column" height={height} key={place.screen}>
      <Drawn place={place} height={height} />
    </Box>
  );
}

function TooSmall({columns, rows}: {columns: number; rows: number}) {
  return (
    <Text wrap="truncate">
      {`This needs ${SMALLEST.columns}x${SMALLEST.rows}; it is ${columns}x${rows}.`}
    </Text>
  );
}
