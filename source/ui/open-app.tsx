/** Opens the screen on a terminal. The entry of the bundle that only people load. */
import {render} from 'ink';
import type {Day, EpochMs} from '../domain/time.ts';
import type {StatusReport} from '../report/status-report.ts';
import type {Abilities} from './app.tsx';
import {App} from './app.tsx';
import type {Backend, FirstRun, Session} from './backend.ts';
import {createController} from './controller/controller.ts';
import {createQueryCache} from './data/query-cache.ts';
import {createTrendsCache} from './data/trends-cache.ts';
import {followBackend} from './follow-backend.ts';
import type {AppPorts} from './hooks/contexts.ts';
import type {ThemeName} from './paint/theme.ts';
import {createAppStore} from './state/app-store.ts';
import type {Place} from './state/place.ts';

export type AppOptions = {
  backend: Backend;
  session: Session;
  /** The report that the first frame shows; absent = it is asked for. */
  report?: StatusReport;
  /** The report is what an earlier screen showed last: it is marked as such, and asked for anew at once. */
  isRemembered?: boolean;
  start: {environment?: string; day?: Day};
  /** Set when there is nothing to show: what to type next is shown instead. */
  firstRun?: FirstRun;
  abilities: Abilities;
  theme: ThemeName;
  clock: () => EpochMs;
  multiplexer: 'tmux' | 'screen' | undefined;
  streams: {stdin: NodeJS.ReadStream; stdout: NodeJS.WriteStream; stderr: NodeJS.WriteStream};
  /** Stops the process as ctrl-z does in a shell; resolves when it goes on. */
  stop: () => Promise<void>;
};

export type OpenedApp = {
  /** Resolves when the operator has quit or `close` was called and the terminal is as it was; rejects when the screen broke. */
  ended: Promise<void>;
  /** Gives the terminal back and stops, as ctrl-z does. */
  suspend(): void;
  close(): void;
};

/** How long it is said at the start that there is no configuration file. */
const NOTICE_MS = 20_000;
/** Frames a second at most. More than a terminal shows, so that the last key of a burst is drawn at once. */
const MOST_FRAMES = 120;

export function openApp(options: AppOptions): OpenedApp {
  const {backend, abilities, streams} = options;
  const ports = openPorts(options);
  const unfollow = followBackend(ports, {
    backend,
    clock: options.clock,
    stdout: streams.stdout,
    isLinear: abilities.isLinear,
  });
  // Before the first frame, and not after it as Ink does: until then the terminal itself echoes what is typed, and stops us
  // on ctrl-z with its alternate screen still shown.
  streams.stdin.setRawMode(true);
  const instance = render(<App ports={ports} abilities={abilities} />, {
    ...streams,
    // A terminal is one, also where CI=1 is set.
    interactive: true,
    alternateScreen: !abilities.isLinear,
    incrementalRendering: true,
    maxFps: MOST_FRAMES,
    exitOnCtrlC: false,
    patchConsole: false,
    isScreenReaderEnabled: abilities.isLinear,
  });
  const ended = instance.waitUntilExit().then(
    () => unfollow(),
    error => {
      unfollow();
      throw error;
    },
  );
  const close = (): void => {
    // By itself: of a terminal that is gone Ink never learns that all was written, and does not end.
    unfollow();
    instance.unmount();
  };
  return {ended, suspend: ports.controller.suspend, close};
}

function openPorts({
  backend,
  session,
  report,
  isRemembered = false,
  start,
  firstRun,
  theme,
  clock,
  multiplexer,
  streams,
  stop,
}: AppOptions): AppPorts {
  const store = createAppStore({
    places: firstPlaces(start, firstRun),
    ...(start.day === undefined ? {} : {day: start.day}),
    lists: {},
    typed: {},
    activities: [],
    isCollecting: false,
    now: clock(),
    size: {columns: streams.stdout.columns, rows: streams.stdout.rows},
    theme,
  });
  const {notice} = session;
  if (notice !== null)
    store.dispatch({type: 'say', message: {text: notice, tone: 'info', until: clock() + NOTICE_MS}});
  const queries = createQueryCache(backend);
  if (report) queries.put('report', start.day === undefined ? {} : {day: start.day}, report, {isRemembered});
  const controller = createController({
    store,
    queries,
    backend,
    session,
    clock,
    multiplexer,
    stop,
    write: sequence => streams.stdout.write(sequence),
  });
  return {store, queries, trends: createTrendsCache(backend), controller, session};
}

function firstPlaces({environment}: AppOptions['start'], firstRun: FirstRun | undefined): Place[] {
  if (firstRun) return [{screen: 'first-run', reason: firstRun.reason}];
  if (environment === undefined) return [{screen: 'today'}];
  return [{screen: 'today'}, {screen: 'environment', environment, tab: 'jobs'}];
}
