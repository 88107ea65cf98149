/** Runs one command to its end, whatever it does. The only place that imports execa. */
import {StringDecoder} from 'node:string_decoder';
import {execa} from 'execa';
import type {OutputTail} from './output-tail.ts';
import {createOutputTail} from './output-tail.ts';
import type {ProcessIdentity} from './process-tree.ts';
import {readDescendants, signalProcesses} from './process-tree.ts';
import type {BuiltCommand} from './remote-command.ts';

export type RunOptions = {
  timeoutMs: number;
  /** Standard output beyond this many bytes is not read; the command is ended. */
  maxOutputBytes: number;
  signal?: AbortSignal;
  /**
   * Standard output as it arrives: UTF-8, invalid bytes replaced, cut anywhere. Nothing more is read before a promise that
   * it returns has settled.
   */
  onChunk(text: string): void | Promise<void>;
};

/** How a command came to its end: by itself, by us (and why), or it never began. */
export type Ending = 'exited' | 'timeout' | 'cancelled' | 'truncated' | 'spawn';

/** What became of a command. Failure is data: `runCommand` never rejects. */
export type CommandResult = {
  ending: Ending;
  /** Absent when it did not exit by itself. */
  exitCode?: number;
  /** The signal that ended it. */
  signal?: string;
  /** The system's error code (`ENOENT`) when it could not be started. */
  spawnCode?: string;
  /** Bytes of standard output read. */
  bytes: number;
  /** The last lines of standard error, cleaned: at most 20 lines, 8 KiB. */
  stderrLines: string[];
  durationMs: number;
};

/** Between the polite signal and SIGKILL. */
const FORCE_KILL_AFTER_MS = 1000;
/** After SIGKILL: whoever still holds a pipe has escaped us, or sleeps uninterruptibly (a dead NFS mount). */
const GIVE_UP_AFTER_MS = 500;
/** How long a pipe may stay silent after the command itself has exited. */
const DRAIN_MS = 500;
/** The largest delay of a timer. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

/**
 * The command gets no input and a process group of its own. At its timeout, at `signal` and at the byte cap the group and
 * every descendant outside it get SIGTERM, a second later SIGKILL; half a second later its pipes are closed on our side
 * and it is given up, so that the longest stay is `timeoutMs` + 1.5 s.
 *
 * When the command exits by itself but something that it left behind holds its pipes (an ssh ControlPersist master does),
 * reading ends after half a second of silence. What is left of its group then gets SIGKILL; daemons, which have a session
 * of their own, live on.
 */
export async function runCommand(command: BuiltCommand, options: RunOptions): Promise<CommandResult> {
  const startedAt = performance.now();
  const durationMs = (): number => Math.round(performance.now() - startedAt);
  if (options.signal?.aborted) return {ending: 'cancelled', bytes: 0, stderrLines: [], durationMs: 0};

  const subprocess = spawn(command);
  if (subprocess.pid === undefined) {
    const {code} = await subprocess;
    return {
      ending: 'spawn',
      spawnCode: code ?? 'unknown',
      bytes: 0,
      stderrLines: [],
      durationMs: durationMs(),
    };
  }
  const reading = readOutput(subprocess, options);
  const stop = armStops(subprocess, options, reading);
  const result = await Promise.race([subprocess, stop.givenUp]);
  stop.disarm();
  await reading.finish();
  // Whatever the group left behind. Its id stays reserved while a member lives; without one this does nothing.
  subprocess.kill('SIGKILL');
  return {
    ending: stop.ending() ?? 'exited',
    exitCode: result?.exitCode,
    signal: result?.signal,
    bytes: reading.bytes(),
    stderrLines: reading.stderr.lines(),
    durationMs: durationMs(),
  };
}

type Subprocess = ReturnType<typeof spawn>;

function spawn({file, args, env, isVerbatim = false}: BuiltCommand) {
  return execa(file, args, {
    env,
    stdin: 'ignore',
    buffer: false,
    reject: false,
    killDescendants: true,
    forceKillAfterDelay: FORCE_KILL_AFTER_MS,
    windowsVerbatimArguments: isVerbatim,
  });
}

type Reading = {
  stderr: OutputTail;
  /** Of standard output. */
  bytes(): number;
  /** Of both outputs, to notice silence. */
  received(): number;
  /** True while whoever takes the output has not taken the last piece: silence then is ours. */
  isHeld(): boolean;
  onOverflow(act: () => void): void;
  /** Resolves when everything that was read has been taken. */
  finish(): Promise<void>;
};

function readOutput(subprocess: Subprocess, {maxOutputBytes, onChunk}: RunOptions): Reading {
  const decoder = new StringDecoder('utf8');
  const stderr = createOutputTail();
  let bytes = 0;
  let received = 0;
  // What arrived while the last piece was still being taken: execa reads on when the command exits, paused or not.
  let waiting = '';
  let taking: Promise<void> | undefined;
  let overflow = (): void => {};

  const handOn = (text: string): void => {
    waiting += text;
    if (taking || waiting === '') return;
    const piece = waiting;
    waiting = '';
    const taken = onChunk(piece);
    if (!taken) return;
    subprocess.stdout.pause();
    taking = taken.finally(() => {
      taking = undefined;
      subprocess.stdout.resume();
      handOn('');
    });
  };

  subprocess.stdout.on('data', (chunk: Buffer) => {
    received += chunk.length;
    const taken = chunk.subarray(0, maxOutputBytes - bytes);
    bytes += taken.length;
    if (taken.length > 0) handOn(decoder.write(taken));
    if (taken.length < chunk.length) overflow();
  });
  subprocess.stderr.on('data', (chunk: Buffer) => {
    received += chunk.length;
    stderr.push(chunk);
  });

  return {
    stderr,
    bytes: () => bytes,
    received: () => received,
    isHeld: () => taking !== undefined,
    onOverflow(act) {
      overflow = act;
    },
    async finish() {
      handOn(decoder.end());
      while (taking) await taking;
    },
  };
}

type Stops = {
  /** Why we ended the command; undefined while (and when) we did not. */
  ending(): Ending | undefined;
  /** Resolves when the command is given up although it, or the holder of its pipes, may still live. */
  givenUp: Promise<undefined>;
  disarm(): void;
};

/** Everything that ends a command before, or after, its own exit. */
function armStops(subprocess: Subprocess, {timeoutMs, signal}: RunOptions, reading: Reading): Stops {
  const {promise: givenUp, resolve: giveUp} = Promise.withResolvers<undefined>();
  const timers = new Set<NodeJS.Timeout>();
  let ending: Ending | undefined;
  let descendants: ProcessIdentity[] = [];
  let isDisarmed = false;

  const after = (delayMs: number, act: () => void): void => {
    if (!isDisarmed) timers.add(setTimeout(act, Math.min(delayMs, MAX_TIMEOUT_MS)));
  };
  const closePipes = (): void => {
    subprocess.stdout.destroy();
    subprocess.stderr.destroy();
  };
  const abandon = (): void => {
    closePipes();
    subprocess.nodeChildProcess.unref();
    giveUp(undefined);
  };
  const end = (reason: Ending): void => {
    if (ending) return;
    ending = reason;
    // Looked up while the parents live: afterwards nothing tells whose children they were.
    descendants = subprocess.pid === undefined ? [] : readDescendants(subprocess.pid);
    subprocess.kill('SIGTERM');
    signalProcesses(descendants, 'SIGTERM');
    after(FORCE_KILL_AFTER_MS, () => signalProcesses(descendants, 'SIGKILL'));
    after(FORCE_KILL_AFTER_MS + GIVE_UP_AFTER_MS, abandon);
  };
  const closeWhenSilent = (): void => {
    const before = reading.received();
    // A busy loop runs this timer before it reads what has long arrived: let it read first.
    const check = (): void => {
      setImmediate(() => {
        const isSilent = reading.received() === before && !reading.isHeld();
        if (isSilent) closePipes();
        else closeWhenSilent();
      });
    };
    after(DRAIN_MS, check);
  };
  const cancel = (): void => end('cancelled');

  reading.onOverflow(() => end('truncated'));
  after(timeoutMs, () => end('timeout'));
  signal?.addEventListener('abort', cancel, {once: true});
  subprocess.nodeChildProcess.once('exit', closeWhenSilent);

  return {
    ending: () => ending,
    givenUp,
    disarm() {
      isDisarmed = true;
      for (const timer of timers) clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      signalProcesses(descendants, 'SIGKILL');
    },
  };
}
