/**
 * From a key to what it does: into the prompt while one is open, else what the shown screen makes of it, else what it means
 * everywhere. The only place of the UI with effects beyond the screen itself.
 */
import type {Day, EpochMs} from '../../domain/time.ts';
import type {Backend, Session} from '../backend.ts';
import type {QueryCache} from '../data/query-cache.ts';
import type {Action, Binding} from '../keymap.ts';
import {BINDINGS, findBinding} from '../keymap.ts';
import type {KeyPress} from '../keys/key-name.ts';
import {findPromptBinding} from '../prompt/prompt-keymap.ts';
import type {Message} from '../state/app-state.ts';
import type {AppStore} from '../state/app-store.ts';
import {showDay} from './days.ts';
import {everywhere} from './everywhere.ts';
import {createKeyQueue} from './key-queue.ts';
import {handlePromptKey} from './prompt-keys.ts';
import type {ScreenPort} from './screen-port.ts';
import {NO_SCREEN} from './screen-port.ts';

/** What Ink lets a component do with the terminal; told to the controller by the app when it stands. */
export type InkTerminal = {
  exit(): void;
  /** Gives the terminal away while `meanwhile` goes on, then draws everything anew. */
  suspend(meanwhile: () => Promise<void>): Promise<void>;
};

type Surroundings = {
  store: AppStore;
  queries: QueryCache;
  backend: Backend;
  session: Session;
  clock: () => EpochMs;
  /** What a sequence for the clipboard has to get through. */
  multiplexer: 'tmux' | 'screen' | undefined;
  /** Bytes that are no part of a frame. */
  write(sequence: string): void;
  /** Stops the process as ctrl-z does in a shell; resolves when it goes on. */
  stop(): Promise<void>;
};

export type Effects = Surroundings & {
  /** The present screen. */
  screen(): ScreenPort;
  ink(): InkTerminal | undefined;
  say(tone: Message['tone'], text: string): void;
};

export type Controller = {
  handleKey(key: KeyPress): void;
  /** Tells the operator something for some seconds. */
  say(tone: Message['tone'], text: string): void;
  setScreen(port: ScreenPort): void;
  attach(ink: InkTerminal): void;
  /** Gives the terminal back and stops; goes on where it was. */
  suspend(): void;
  showDay(day: Day): void;
  /** Calls back when other keys do something than before; what is done is asked by `canDo`. */
  subscribe(listener: () => void): () => void;
  /** The keys that do something, as one text. */
  readKeys(): string;
  /** After a render: tells those who show the keys, if there are others now. */
  tellKeys(): void;
  /** Whether the key of an action does anything at this moment. */
  canDo(action: Action): boolean;
  /** What its key is called here. */
  titleOf(binding: Pick<Binding, 'action' | 'title'>): string;
};

/** How long something said stays at the foot. */
const MESSAGE_MS = 6000;

export function createController(surroundings: Surroundings): Controller {
  const {store, clock} = surroundings;
  let port = NO_SCREEN;
  let terminal: InkTerminal | undefined;
  const effects: Effects = {
    ...surroundings,
    screen: () => port,
    ink: () => terminal,
    say: (tone, text) => store.dispatch({type: 'say', message: {tone, text, until: clock() + MESSAGE_MS}}),
  };
  const global = everywhere(effects);
  const listeners = new Set<() => void>();
  let keysInForce = '';
  const canDo = (action: Action): boolean =>
    port.actions[action] !== undefined || (global[action] !== undefined && applies(action, effects));
  const titleOf = ({action, title}: Pick<Binding, 'action' | 'title'>): string =>
    port.titles?.[action] ?? title;
  const keys = createKeyQueue({
    isStep: key => isStep(key, store.read().prompt !== undefined),
    handle(key) {
      const {prompt} = store.read();
      if (prompt) {
        handlePromptKey(effects, prompt, key);
        return;
      }
      const binding = findBinding(key.name);
      const run = binding && (port.actions[binding.action] ?? global[binding.action]);
      if (run) run();
      else effects.say('info', explainDeadKey(key, binding));
    },
  });
  return {
    setScreen(next) {
      port = next;
    },
    attach(ink) {
      terminal = ink;
    },
    suspend: () => void terminal?.suspend(surroundings.stop),
    showDay: day => showDay(effects, day),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    readKeys: () => keysInForce,
    tellKeys() {
      const now = BINDINGS.filter(({action}) => canDo(action))
        .map(titleOf)
        .join(' ');
      if (now === keysInForce) return;
      keysInForce = now;
      for (const listener of listeners) listener();
    },
    canDo,
    titleOf,
    say: effects.say,
    handleKey: key => keys.push(key),
  };
}

/** No key is without an answer. */
function explainDeadKey({name}: KeyPress, binding: Binding | undefined): string {
  if (binding) return `${name} (${binding.title}) does nothing here; ? shows what does`;
  if (name === 'paste') return 'what is pasted means nothing here; / and : take it';
  return `${name} is not a key of this screen; ? shows those that are`;
}

/** Moving in a list and typing in a prompt go on from the state, whatever is drawn. */
function isStep({name}: KeyPress, isTyping: boolean): boolean {
  if (!isTyping) return findBinding(name)?.group === 'Move';
  const action = findPromptBinding(name)?.action;
  return action !== 'accept' && action !== 'cancel';
}

/** Whether an action that means something everywhere has something to act on here. */
function applies(action: Action, {screen, session, store}: Effects): boolean {
  const {findings, copyText, exported, list} = screen();
  switch (action) {
    case 'acknowledge':
    case 'snooze':
    case 'undo':
      return findings !== undefined && !session.isReadOnly;
    case 'copy':
      return copyText !== undefined;
    case 'export':
      return exported !== undefined;
    case 'filter':
      return list !== undefined;
    case 'refresh':
    case 'refresh-all':
      return !session.isCachedOnly;
    case 'back':
      return store.read().places.length > 1 || (list !== undefined && list.filter !== '');
    default:
      return true;
  }
}
