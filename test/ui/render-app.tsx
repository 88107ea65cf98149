/** The whole app on a terminal of memory, with a backend that gives the answers it is told. */
import {render} from 'ink-testing-library';
import {onTestFinished} from 'vitest';
import type {EpochMs} from '../../source/domain/time.ts';
import type {Abilities} from '../../source/ui/app.tsx';
import {App} from '../../source/ui/app.tsx';
import type {
  AcknowledgeRequest,
  Answer,
  Backend,
  BackendEvent,
  LearnedSubject,
  Params,
  QueryName,
  Session,
} from '../../source/ui/backend.ts';
import {createController} from '../../source/ui/controller/controller.ts';
import {createQueryCache} from '../../source/ui/data/query-cache.ts';
import {createTrendsCache} from '../../source/ui/data/trends-cache.ts';
import {followBackend} from '../../source/ui/follow-backend.ts';
import type {AppPorts} from '../../source/ui/hooks/contexts.ts';
import type {ThemeName} from '../../source/ui/paint/theme.ts';
import {createAppStore} from '../../source/ui/state/app-store.ts';
import type {Place} from '../../source/ui/state/place.ts';
import {patiently} from '../patiently.ts';

/** An answer, how it is made of the question, or the error that the question fails with. A question without one fails. */
export type Answers = {
  [Name in QueryName]?:
    | Answer<Name>
    | Error
    | ((params: Params<Name>) => Answer<Name> | Promise<Answer<Name>>);
};

export type FakeBackend = Backend & {
  /** May be changed; `emit({kind: 'changed'})` makes the screen ask again. */
  answers: Answers;
  asked: {name: QueryName; params: unknown}[];
  refreshed: (readonly string[] | undefined)[];
  acknowledged: AcknowledgeRequest[];
  unacknowledged: (readonly string[])[];
  accepted: LearnedSubject[];
  written: {name: string; text: string}[];
  emit(event: BackendEvent): void;
};

export function createFakeBackend(answers: Answers): FakeBackend {
  const listeners = new Set<(event: BackendEvent) => void>();
  const backend: FakeBackend = {
    answers,
    asked: [],
    refreshed: [],
    acknowledged: [],
    unacknowledged: [],
    accepted: [],
    written: [],
    emit(event) {
      for (const listener of listeners) listener(event);
    },
    async ask(name, params) {
      backend.asked.push({name, params});
      const answer = backend.answers[name] as unknown;
      if (answer === undefined) throw new Error(`the test has no answer to "${name}"`);
      if (answer instanceof Error) throw answer;
      return typeof answer === 'function' ? answer(params) : answer;
    },
    refresh: environments => backend.refreshed.push(environments),
    acknowledge: async request => void backend.acknowledged.push(request),
    unacknowledge: async findings => void backend.unacknowledged.push(findings),
    async acceptLearned(job) {
      backend.accepted.push(job);
      return `1 expectation of ${job.job} written to /etc/jobtrack/config.yaml`;
    },
    async writeExport(name, text) {
      backend.written.push({name, text});
      return `/exports/${name}`;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return backend;
}

export const SESSION: Session = {
  version: '1.0.0',
  user: 'ops1',
  host: 'jump1',
  timezone: 'Europe/London',
  configPath: '/etc/jobtrack/config.yaml',
  databasePath: '/var/lib/jobtrack/jobtrack.db',
  isReadOnly: false,
  isCachedOnly: false,
  now: null,
  notice: null,
};

export type RenderOptions = {
  answers?: Answers;
  /** What an earlier screen showed last. */
  remembered?: Answer<'report'>;
  places?: readonly Place[];
  size?: {columns: number; rows: number};
  /** The clock stands still; `rendered.now(…)` moves it. */
  now?: EpochMs;
  session?: Partial<Session>;
  abilities?: Partial<Abilities>;
  theme?: ThemeName;
};

export type RenderedApp = {
  backend: FakeBackend;
  ports: AppPorts;
  /** What was written beside the frames: clipboard sequences. */
  sequences: string[];
  /** The last frame as lines, without what pads them at the right. */
  lines(): string[];
  frame(): string;
  /** The line that the cursor is on; empty when there is none. */
  cursor(): string;
  /** Resolves with the first frame (the present one or a later one) for which `isWanted`, or that has the text. */
  waitFor(isWanted: string | ((frame: string) => boolean)): Promise<string>;
  /** Types keys one after the other: characters, or sequences such as `\r`. */
  type(...keys: string[]): void;
  resize(columns: number, rows: number): void;
  now(now: EpochMs): void;
};

/** 06:45 in London on the business day of the sample reports. */
export const SAMPLE_NOW = Date.parse('2026-11-23T06:45:00Z');

export function renderApp(options: RenderOptions = {}): RenderedApp {
  const {answers = {}, size = {columns: 100, rows: 30}, abilities} = options;
  const backend = createFakeBackend(answers);
  const clock = {now: options.now ?? SAMPLE_NOW};
  const sequences: string[] = [];
  const ports = createPorts(options, backend, {
    size,
    now: () => clock.now,
    write: text => sequences.push(text),
  });
  const app = render(
    <App ports={ports} abilities={{isAscii: false, isLinear: false, colorDepth: 0, ...abilities}} />,
  );
  const stdout = Object.assign(app.stdout, {rows: size.rows});
  const unfollow = followBackend(ports, {
    backend,
    clock: () => clock.now,
    stdout,
    isLinear: abilities?.isLinear ?? false,
  });
  const resize = (columns: number, rows: number): void => {
    // The library's terminal has 100 columns; Ink lays out anew when it is told of others.
    Object.defineProperty(stdout, 'columns', {value: columns, configurable: true});
    stdout.rows = rows;
    stdout.emit('resize');
  };
  if (size.columns !== 100) resize(size.columns, size.rows);
  onTestFinished(() => {
    unfollow();
    app.unmount();
  });
  const lines = (): string[] =>
    readFrame(app.frames)
      .split('\n')
      .map(line => line.trimEnd());
  const frame = (): string => lines().join('\n');
  return {
    backend,
    ports,
    sequences,
    lines,
    frame,
    cursor: () => lines().find(line => line.startsWith('>')) ?? '',
    async waitFor(isWanted) {
      const test = typeof isWanted === 'string' ? (text: string) => text.includes(isWanted) : isWanted;
      return patiently(() => {
        const text = frame();
        if (!test(text)) throw new Error(`no frame as wanted (${String(isWanted)}); the last one:\n${text}`);
        return text;
      });
    },
    type(...keys) {
      for (const key of keys) app.stdin.write(key);
    },
    resize,
    now(now) {
      clock.now = now;
      ports.store.dispatch({type: 'tick', now});
    },
  };
}

type World = {size: {columns: number; rows: number}; now: () => EpochMs; write: (text: string) => void};

function createPorts(
  {places = [{screen: 'today'}], session, theme = 'dark', remembered}: RenderOptions,
  backend: Backend,
  {size, now, write}: World,
): AppPorts {
  const store = createAppStore({
    places,
    lists: {},
    typed: {},
    activities: [],
    isCollecting: false,
    now: now(),
    size,
    theme,
  });
  const queries = createQueryCache(backend);
  if (remembered) queries.put('report', {}, remembered, {isRemembered: true});
  const wholeSession = {...SESSION, ...session};
  const controller = createController({
    store,
    queries,
    backend,
    session: wholeSession,
    clock: now,
    multiplexer: undefined,
    write,
    stop: async () => {},
  });
  return {store, queries, trends: createTrendsCache(backend), controller, session: wholeSession};
}

/** Terminal modes are written like frames, but show nothing. */
function readFrame(frames: readonly string[]): string {
  return frames.findLast(frame => !/^(?:\u001B\[[\d;?]*[a-zA-Z])*$/.test(frame)) ?? '';
}
