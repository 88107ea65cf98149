/** Processes behind a screen that do what a test says. */
import type {Channel, ChannelListener, Connect} from '../../../source/cli/screen/channel.ts';
import type {BackendMessage, Opening, ScreenMessage} from '../../../source/cli/screen/messages.ts';
import type {Session} from '../../../source/ui/backend.ts';

export const SESSION: Session = {
  version: '1.2.3',
  user: 'ops',
  host: 'here',
  timezone: 'UTC',
  configPath: '/etc/jobtrack/config.yaml',
  databasePath: '/var/lib/jobtrack/jobtrack.db',
  isReadOnly: false,
  isCachedOnly: false,
  now: null,
  notice: null,
};

export const READY: Extract<Opening, {kind: 'ready'}> = {
  kind: 'ready',
  session: SESSION,
  start: {},
  foreseen: [],
};

export type FakeProcess = {
  sent: ScreenMessage[];
  say(message: BackendMessage): void;
  end(reason: string): void;
  isClosed: boolean;
};

export type FakeProcesses = {
  connect: Connect;
  /** All that were started, the last one last. */
  started: FakeProcess[];
  last(): FakeProcess;
};

export function createFakeProcesses(): FakeProcesses {
  const started: FakeProcess[] = [];
  const connect = (listener: ChannelListener): Channel => {
    const own: FakeProcess = {
      sent: [],
      isClosed: false,
      say: message => listener.message(message),
      end: reason => listener.ended(reason),
    };
    started.push(own);
    const close = (): void => {
      own.isClosed = true;
      listener.ended('exit code 0');
    };
    return {send: message => void own.sent.push(message), close: async () => close(), leave: close};
  };
  return {
    connect,
    started,
    last() {
      const own = started.at(-1);
      if (!own) throw new Error('no process was started');
      return own;
    },
  };
}

/** Timers that run when a test says so. */
export function createFakeSchedule() {
  let waiting: {run: () => void; delayMs: number}[] = [];
  return {
    schedule: (run: () => void, delayMs: number): void => void waiting.push({run, delayMs}),
    delays: (): number[] => waiting.map(({delayMs}) => delayMs),
    /** Runs what waits for so long, or less. */
    run(delayMs: number): void {
      const due = waiting.filter(entry => entry.delayMs <= delayMs);
      waiting = waiting.filter(entry => entry.delayMs > delayMs);
      for (const entry of due) entry.run();
    },
  };
}
