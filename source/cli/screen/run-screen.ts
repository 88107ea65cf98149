/**
 * The screen's process. It loads neither the configuration nor the database: another process does, started before anything
 * else so that both come up at the same time, and the first frame is drawn with its first answer.
 */
import {setTimeout as pause} from 'node:timers/promises';
import {ConfigError, JobtrackError} from '../../domain/errors.ts';
import type {CommandContext} from '../context.ts';
import {EXIT} from '../context.ts';
import {tellStarted} from '../resident/tell-started.ts';
import type {BackendClient} from './backend-client.ts';
import {createBackendClient} from './backend-client.ts';
import {forkBackend} from './channel.ts';
import {holdTerminal} from './hold-terminal.ts';
import type {Opening, Orders} from './messages.ts';
import {pickDay} from './messages.ts';
import {stopProcess} from './stop-process.ts';
import type {TerminalLook} from './terminal-look.ts';
import {readTerminalLook} from './terminal-look.ts';
import {writeExport} from './write-export.ts';

/** The first frame answers the question. A fleet that takes longer to judge opens with the word that it is being read. */
const LONGEST_BLANK_MS = 1500;
/** Where there is a remembered report the new one is waited for only so long: most fleets are judged by then. */
const LONGEST_WAIT_MS = 20;

export type ScreenOptions = {
  /** Whether to wait until nothing of the process behind is left: whoever removes its files has to. */
  waitsForBackend?: boolean;
};

/** Shows the screen until the operator quits, and answers with the exit code. */
export async function runScreen(
  context: CommandContext,
  {waitsForBackend = false}: ScreenOptions = {},
): Promise<number> {
  const look = await readTerminalLook(context);
  const client = createBackendClient(listener => forkBackend(ordersOf(context), listener));
  try {
    await showScreen(context, client, look);
    return EXIT.ok;
  } finally {
    // Of a terminal that is gone the input stays open, and would keep the process for ever.
    process.stdin.unref();
    if (waitsForBackend) await client.close();
    // Its collectors take a moment to end, for which nobody has to wait at the prompt.
    else client.leave();
  }
}

async function showScreen(context: CommandContext, client: BackendClient, look: TerminalLook): Promise<void> {
  const loading = import('../../ui/open-app.tsx');
  const opening = await client.opening;
  if (opening.kind === 'refused') throw refusal(opening);
  const {openApp} = await loading;
  const {keepHeapSmall} = await import('../resident/small-heap.ts');
  keepHeapSmall();
  const {session} = opening;
  const beginning = await readBeginning(client, opening, look.abilities.isLinear);
  // Ended before it began; the terminal may even be gone.
  if (context.signal.aborted) return;
  await holdTerminal(() => {
    const app = openApp({
      ...look,
      ...beginning,
      backend: {...client, writeExport: (name, text) => writeExport(context.io.workingDirectory, name, text)},
      clock: () => session.now ?? context.io.wallClock(),
      streams: process,
      stop: stopProcess,
    });
    tellStarted();
    return app;
  }, context.signal);
}

function ordersOf({flags, operands, now}: CommandContext): Orders {
  return {flags, operands, ...(flags.now !== undefined && {now})};
}

function refusal({message, exitCode}: Extract<Opening, {kind: 'refused'}>): JobtrackError {
  return exitCode === EXIT.usage ? new ConfigError(message) : new JobtrackError(message);
}

/** The report comes soon after the opening: the first frame shows it, or what an earlier screen showed last. */
async function readBeginning(
  client: BackendClient,
  opening: Exclude<Opening, {kind: 'refused'}>,
  isReadOut: boolean,
) {
  const {session} = opening;
  if (opening.kind === 'first-run') return {session, start: {}, firstRun: opening.firstRun};
  const {start} = opening;
  // Nobody wants to hear two reports.
  const remembered = isReadOut ? undefined : opening.remembered;
  const asked = client.ask('report', pickDay(start));
  const report = await within(asked, remembered ? LONGEST_WAIT_MS : LONGEST_BLANK_MS);
  if (report) return {session, start, report};
  // The screen asks for itself, and shows the error if there is one.
  asked.catch(() => {});
  return {session, start, ...(remembered && {report: remembered, isRemembered: true})};
}

/** Undefined after `ms`; rejects when the promise has by then. */
async function within<Value>(promise: Promise<Value>, ms: number): Promise<Value | undefined> {
  const patience = new AbortController();
  const waiting = pause(ms, undefined, {signal: patience.signal}).catch(() => undefined);
  try {
    return await Promise.race([promise, waiting]);
  } finally {
    patience.abort();
  }
}
