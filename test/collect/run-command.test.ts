import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {BuiltCommand} from '../../source/collect/remote-command.ts';
import type {RunOptions} from '../../source/collect/run-command.ts';
import {runCommand} from '../../source/collect/run-command.ts';
import {
  countDescriptors,
  createMarker,
  eventually,
  findMarked,
  findZombies,
  fixture,
  killMarked,
  MARKER,
} from './processes.ts';

let marker: string;

beforeEach(() => {
  marker = createMarker();
});

afterEach(() => killMarked(marker));

function command(name: string, ...args: string[]): BuiltCommand {
  return {file: name.includes('/') ? name : fixture(name), args, env: {[MARKER]: marker}};
}

async function run(built: BuiltCommand, options: Partial<RunOptions> = {}) {
  let output = '';
  const result = await runCommand(built, {
    timeoutMs: 20_000,
    maxOutputBytes: 1_000_000,
    onChunk(text) {
      output += text;
    },
    ...options,
  });
  return {...result, output};
}

/** Runs a command until it has printed something, then stops it. */
async function runUntilOutput(built: BuiltCommand) {
  const cancellation = new AbortController();
  let output = '';
  const result = await runCommand(built, {
    timeoutMs: 20_000,
    maxOutputBytes: 1_000_000,
    signal: cancellation.signal,
    onChunk(text) {
      output += text;
      cancellation.abort();
    },
  });
  return {...result, output};
}

/** Nothing that the command started is alive. */
async function expectNoSurvivor(): Promise<void> {
  await eventually(() => findMarked(marker)).toEqual([]);
}

describe('a command that ends by itself', () => {
  test('is told by its exit code, its output and the last lines of its standard error', async () => {
    const result = await run(command('fail.sh', '7'));
    expect(result).toMatchObject({
      ending: 'exited',
      exitCode: 7,
      output: 'backup,succeeded\n',
      bytes: 17,
      stderrLines: ['cannot reach the scheduler'],
    });
  });

  test.each([
    ['prints nothing', 'silent.sh', ''],
    ['leaves the last line open', 'no-newline.sh', 'backup,succeeded\nrestore,failed'],
    ['prints invalid UTF-8', 'invalid-utf8.sh', 'café \uFFFD\uFFFD €\n'],
    ['prints a character in pieces', 'split-utf8.sh', '€\n'],
  ])('%s', async (_claim, name, output) => {
    expect(await run(command(name))).toMatchObject({ending: 'exited', exitCode: 0, output});
  });

  test('by a signal has no exit code', async () => {
    const result = await run(command('killed.sh'));
    expect(result).toMatchObject({ending: 'exited', signal: 'SIGSEGV'});
    expect(result.exitCode).toBeUndefined();
  });

  test('gets nothing on its standard input', async () => {
    expect(await run(command('/bin/cat'))).toMatchObject({ending: 'exited', exitCode: 0, output: ''});
  });

  test('keeps only the end of a flood on standard error', async () => {
    const result = await run(command('flood-stderr.sh'));
    expect(result).toMatchObject({ending: 'exited', exitCode: 3});
    expect(result.stderrLines).toHaveLength(20);
    expect(result.stderrLines.at(-1)).toBe('the last words');
  });

  test('keeps a bounded piece of a standard error that is one endless line', async () => {
    const {stderrLines} = await run(command('flood-without-newline.sh'));
    expect(stderrLines).toHaveLength(1);
    expect(stderrLines[0]).toHaveLength(512);
  });
});

describe('a command that leaves something behind', () => {
  test('is not waited for, and what it left of its group is ended', async () => {
    const result = await run(command('background-holds-pipe.sh'));
    expect(result).toMatchObject({ending: 'exited', exitCode: 0, output: 'backup,succeeded\n'});
    await expectNoSurvivor();
  });

  test('is read for as long as the pipe does not fall silent', async () => {
    const {output} = await run(command('background-writes-late.sh'));
    expect(output).toBe('at once\nlate 1\nlate 2\nlate 3\nlate 4\nlate 5\nlate 6\nlate 7\nlate 8\n');
  });

  test('may leave a daemon: it is not waited for and lives on', async () => {
    const result = await run(command('daemon-holds-pipe.sh', '30'));
    expect(result).toMatchObject({ending: 'exited', exitCode: 0, output: 'backup,succeeded\n'});
    expect(findMarked(marker)).toHaveLength(1);
  });
});

describe('a command that does not end', () => {
  test('is ended at its timeout', async () => {
    const result = await run(command('slow.sh', '1000'), {timeoutMs: 200});
    expect(result).toMatchObject({ending: 'timeout', signal: 'SIGTERM'});
    expect(result.exitCode).toBeUndefined();
    await expectNoSurvivor();
  });

  test.each([
    ['is ended with the child it waits for', 'waits-for-grandchild.sh'],
    ['is ended with a child that left its process group', 'waits-for-escapee.sh'],
    ['is ended although it ignores SIGTERM', 'ignores-sigterm.sh'],
  ])('%s', async (_claim, name) => {
    expect(await runUntilOutput(command(name))).toMatchObject({ending: 'cancelled', output: 'ready\n'});
    await expectNoSurvivor();
  });

  test('keeps what it printed before', async () => {
    expect(await runUntilOutput(command('hangs-after-output.sh'))).toMatchObject({
      ending: 'cancelled',
      output: 'backup,succeeded\n',
      stderrLines: ['waiting for a lock'],
    });
    await expectNoSurvivor();
  });

  test('is given up when a daemon that cannot be found holds its pipes', async () => {
    const result = await runUntilOutput(command('hangs-with-daemon.sh', '30'));
    expect(result.ending).toBe('cancelled');
    // Only the daemon is left, and it holds nothing of ours any more.
    expect(findMarked(marker)).toHaveLength(1);
  });

  test('is ended by the signal', async () => {
    const cancellation = new AbortController();
    const running = run(command('slow.sh', '1000'), {signal: cancellation.signal});
    await eventually(() => findMarked(marker)).toHaveLength(1);
    cancellation.abort();
    expect((await running).ending).toBe('cancelled');
    await expectNoSurvivor();
  });

  test('does not begin when the signal has come before', async () => {
    const result = await run(command('fail.sh', '1'), {signal: AbortSignal.abort()});
    expect(result).toMatchObject({ending: 'cancelled', output: '', bytes: 0});
  });
});

describe('a command that prints without end', () => {
  test('is ended at the byte cap, and no byte more is handed on', async () => {
    const result = await run(command('flood-stdout.sh'), {maxOutputBytes: 100_003});
    expect(result).toMatchObject({ending: 'truncated', bytes: 100_003, stderrLines: ['this will not end']});
    expect(result.output).toHaveLength(100_003);
    await expectNoSurvivor();
  });

  test('is not ended when it prints exactly as much as it may', async () => {
    const result = await run(command('no-newline.sh'), {maxOutputBytes: 31});
    expect(result).toMatchObject({ending: 'exited', bytes: 31});
  });
});

describe('a slow reader', () => {
  test('gets one piece at a time, and loses nothing when the command has long ended', async () => {
    let held = 0;
    let most = 0;
    let length = 0;
    const result = await runCommand(command('/bin/sh', '-c', 'head -c 300000 /dev/zero | tr "\\0" x'), {
      timeoutMs: 20_000,
      maxOutputBytes: 1_000_000,
      async onChunk(text) {
        most = Math.max(most, ++held);
        await new Promise(resolve => setImmediate(resolve));
        length += text.length;
        held -= 1;
      },
    });
    expect(result).toMatchObject({ending: 'exited', bytes: 300_000});
    expect(length).toBe(300_000);
    expect(most).toBe(1);
  });
});

describe('a command that cannot be started', () => {
  test.each([
    ['is not there', 'no-such-program.sh', [], 'ENOENT'],
    ['may not be executed', 'not-executable.sh', [], 'EACCES'],
    ['has arguments beyond the limit', '/bin/echo', ['x'.repeat(3_000_000)], 'E2BIG'],
  ])('%s', async (_claim, name, args, spawnCode) => {
    expect(await run(command(name, ...args))).toMatchObject({ending: 'spawn', spawnCode, bytes: 0});
  });
});

test('no run leaves a descriptor, a timer or a zombie behind', async () => {
  const names = ['fail.sh', 'silent.sh', 'background-holds-pipe.sh', 'no-such-program.sh', 'slow.sh'];
  const cancellation = new AbortController();
  await run(command('silent.sh'));
  const before = countDescriptors();
  const timers = process.getActiveResourcesInfo().filter(name => name === 'Timeout').length;
  const runs = Array.from({length: 50}, (_, index) =>
    run(command(names[index % names.length] ?? '', '1000'), {timeoutMs: 300, signal: cancellation.signal}),
  );
  await Promise.all(runs);
  await eventually(countDescriptors).toBe(before);
  await eventually(() => process.getActiveResourcesInfo().filter(name => name === 'Timeout').length).toBe(
    timers,
  );
  expect(findZombies()).toEqual([]);
  await expectNoSurvivor();
});
