import {describe, expect, test} from 'vitest';
import {findMultiplexer, formatClipboard} from '../../source/ui/clipboard.ts';

const ESC = '\u001B';

function sequenceOf(text: string, multiplexer?: 'tmux' | 'screen'): string {
  const result = formatClipboard(text, multiplexer);
  if ('error' in result) throw new Error(result.error);
  return result.sequence;
}

test.each([
  [{term: 'xterm-256color', tmux: undefined}, undefined],
  [{term: undefined, tmux: undefined}, undefined],
  [{term: 'tmux-256color', tmux: undefined}, 'tmux'],
  [{term: 'screen-256color', tmux: '/tmp/tmux-0/default,1,0'}, 'tmux'],
  [{term: 'xterm', tmux: '/tmp/tmux-0/default,1,0'}, 'tmux'],
  [{term: 'screen.xterm-256color', tmux: undefined}, 'screen'],
  [{term: 'screen', tmux: ''}, 'screen'],
])('%j is within %s', (environment, multiplexer) => {
  expect(findMultiplexer(environment)).toBe(multiplexer);
});

describe('the sequence for the clipboard', () => {
  test('holds the text in base64 of UTF-8, so that nothing in it can end the sequence', () => {
    const text = `EOD/\u5915${ESC}\\\u0007; rm`;
    const [, encoded = ''] = /^\u001B\]52;c;([A-Za-z0-9+/=]+)\u0007$/.exec(sequenceOf(text)) ?? [];
    expect(Buffer.from(encoded, 'base64').toString('utf8')).toBe(text);
  });

  test('is sent to tmux as it is and to be passed on, since either may be turned off', () => {
    const plain = sequenceOf('LOAD');
    expect(sequenceOf('LOAD', 'tmux')).toBe(`${plain}${ESC}Ptmux;${ESC}${plain}${ESC}\\`);
  });

  test('is cut into short strings for screen, which together are the whole of it', () => {
    const text = 'LOAD '.repeat(200);
    const wrapped = sequenceOf(text, 'screen');
    const strings = wrapped.split(`${ESC}\\`).slice(0, -1);
    expect(strings.length).toBeGreaterThan(10);
    expect(strings.every(string => string.startsWith(`${ESC}P`) && string.length <= 78)).toBe(true);
    expect(strings.map(string => string.slice(2)).join('')).toBe(sequenceOf(text));
  });

  test.each([
    ['', 'there is nothing to copy'],
    [
      'x'.repeat(74_995),
      'too long for the clipboard: 74,995 bytes, and terminals take 74,994; export it instead',
    ],
    [
      '\u5915'.repeat(25_000),
      'too long for the clipboard: 75,000 bytes, and terminals take 74,994; export it instead',
    ],
  ])('of a text without an end or a beginning is refused (%#)', (text, error) => {
    expect(formatClipboard(text, undefined)).toEqual({error});
  });

  test('of the longest text is no longer than terminals take', () => {
    expect(sequenceOf('x'.repeat(74_994)).length).toBeLessThanOrEqual(100_000);
  });
});
