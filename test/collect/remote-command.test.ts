import {execFileSync} from 'node:child_process';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {BuildContext, BuiltCommand} from '../../source/collect/remote-command.ts';
import {buildCommand, quotePosix} from '../../source/collect/remote-command.ts';
import type {Via} from '../../source/config/config.ts';
import type {CommandTemplate} from '../../source/domain/adapter.ts';
import {ConfigError} from '../../source/domain/errors.ts';
import {openZone} from '../../source/domain/zone.ts';

const context: BuildContext = {
  env: {},
  placeholders: {
    day: '2026-11-23',
    clock: {zone: openZone('UTC'), dayStartMs: 0},
    environment: 'prod',
    variables: {pod: 'batch-0'},
  },
  platform: 'linux',
};

const ssh: Via = {kind: 'ssh', destination: 'ctm@host', options: {}, program: 'ssh'};

function build(template: CommandTemplate, via?: Via, changes: Partial<BuildContext> = {}): BuiltCommand {
  return buildCommand(template, via, {...context, ...changes});
}

describe('without via', () => {
  test('an argv is run as it is', () => {
    expect(build({argv: ['cat', '/srv/{date}.csv', '$HOME; ls']})).toEqual({
      file: 'cat',
      args: ['/srv/2026-11-23.csv', '$HOME; ls'],
      env: {},
    });
  });

  test('a shell line is handed to a POSIX shell', () => {
    expect(build({shell: 'cat a | sort'}, undefined, {env: {LC_ALL: 'C'}})).toEqual({
      file: '/bin/sh',
      args: ['-c', 'cat a | sort'],
      env: {LC_ALL: 'C'},
    });
  });

  test('a shell line on Windows is handed to cmd.exe, quoted for its own rules', () => {
    expect(build({shell: 'type "a b" | sort'}, undefined, {platform: 'win32'})).toEqual({
      file: 'cmd.exe',
      args: ['/d', '/s', '/c', '"type "a b" | sort"'],
      env: {},
      isVerbatim: true,
    });
  });

  test('an empty command is refused', () => {
    expect(() => build({argv: []})).toThrow(ConfigError);
  });
});

describe('over ssh', () => {
  test('never asks, never waits long, and quotes every word for the remote shell', () => {
    expect(build({argv: ['cat', '/srv/a b.csv', "it's", '$(rm -rf /)']}, ssh)).toEqual({
      file: 'ssh',
      args: [
        ...['-o', 'BatchMode=yes', '-o', 'ConnectTimeout=10', '-o', 'RequestTTY=no'],
        ...['-o', 'ClearAllForwardings=yes', '-o', 'LogLevel=ERROR'],
        ...['--', 'ctm@host', "cat '/srv/a b.csv' 'it'\\''s' '$(rm -rf /)'"],
      ],
      env: {},
      host: 'ctm@host',
      probe: 'ssh -o BatchMode=yes ctm@host true',
    });
  });

  test('port, identity file and program come from the configuration', () => {
    const via: Via = {...ssh, port: 2222, identityFile: '/etc/jobtrack/key', program: '/opt/bin/ssh'};
    const {file, args} = build({argv: ['true']}, via);
    expect(file).toBe('/opt/bin/ssh');
    expect(args.slice(-7)).toEqual(['-p', '2222', '-i', '/etc/jobtrack/key', '--', 'ctm@host', 'true']);
  });

  test('what a message gives to try reaches the same host in the same way', () => {
    const via: Via = {
      ...ssh,
      port: 2222,
      identityFile: '/etc/job track/key',
      options: {ProxyJump: 'gate'},
    };
    expect(build({argv: ['sacct', '-X']}, via).probe).toBe(
      "ssh -o BatchMode=yes -o ProxyJump=gate -p 2222 -i '/etc/job track/key' ctm@host true",
    );
  });

  test('an option of the configuration replaces the default, whatever its letters', () => {
    const {args} = build({argv: ['true']}, {...ssh, options: {connecttimeout: '3', ControlMaster: 'auto'}});
    expect(args.filter(arg => /connecttimeout/i.test(arg))).toEqual(['connecttimeout=3']);
    expect(args).toContain('ControlMaster=auto');
  });

  test('variables are set on the other host, not here', () => {
    const {args, env} = build({argv: ['sacct', '-X']}, ssh, {env: {SLURM_TIME_FORMAT: '%Y %H'}});
    expect(args.at(-1)).toBe("env 'SLURM_TIME_FORMAT=%Y %H' sacct -X");
    expect(env).toEqual({});
  });

  test('a shell line is one word for a POSIX shell, whatever the login shell', () => {
    expect(build({shell: "cat 'a' | sort"}, ssh).args.at(-1)).toBe("/bin/sh -c 'cat '\\''a'\\'' | sort'");
  });

  test.each(['-oProxyCommand=touch /tmp/x', '-host'])('the destination %s is refused', destination => {
    expect(() => build({argv: ['true']}, {...ssh, destination})).toThrow(/is not a destination/);
  });
});

describe('behind a prefix', () => {
  const via: Via = {kind: 'prefix', argv: ['kubectl', 'exec', '{pod}', '--']};

  test('the command follows the prefix, whose placeholders are filled in', () => {
    expect(build({argv: ['ls', 'a b']}, via)).toEqual({
      file: 'kubectl',
      args: ['exec', 'batch-0', '--', 'ls', 'a b'],
      env: {},
    });
  });

  test('variables and shell lines go through the prefix', () => {
    expect(build({shell: 'a | b'}, via, {env: {TZ: 'UTC'}}).args).toEqual([
      ...['exec', 'batch-0', '--', 'env', 'TZ=UTC', '/bin/sh', '-c', 'a | b'],
    ]);
  });
});

describe('quotePosix', () => {
  const printWords = 'for word; do printf "%s\\0" "$word"; done';

  test('any words come back unchanged from a real shell', () => {
    const word = fc
      .oneof(
        fc.string({unit: 'binary'}),
        fc.string({unit: fc.constantFrom(...'\'"\\$`!*?~#=& \n\t-{}[]|<>;()')}),
      )
      .map(text => text.replaceAll('\0', '').toWellFormed());
    fc.assert(
      fc.property(fc.array(word, {minLength: 1, maxLength: 40}), words => {
        const line = `set -- ${words.map(quotePosix).join(' ')}; ${printWords}`;
        const printed = execFileSync('/bin/sh', ['-c', line], {encoding: 'utf8'});
        expect(printed.split('\0').slice(0, -1)).toEqual(words);
      }),
      {numRuns: 60},
    );
  });

  test('a word is quoted for the remote shell as often as it is parsed', () => {
    const nested = build(
      {shell: printWords.replace('for word', `set -- ${quotePosix("a 'b' $c")}; for word`)},
      ssh,
    );
    expect(execFileSync('/bin/sh', ['-c', nested.args.at(-1) ?? ''], {encoding: 'utf8'})).toBe("a 'b' $c\0");
  });
});
