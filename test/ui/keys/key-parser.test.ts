import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {createKeyParser} from '../../../source/ui/keys/key-parser.ts';

const ESC = '\u001B';

/** The names of the keys in a text that came as one chunk (or in several), once time is over. */
function readKeys(...chunks: string[]): string[] {
  const parser = createKeyParser();
  return [...chunks.flatMap(chunk => parser.push(chunk)), ...parser.settle()].map(({name}) => name);
}

function readText(...chunks: string[]): string {
  const parser = createKeyParser();
  return chunks
    .flatMap(chunk => parser.push(chunk))
    .map(({text}) => text)
    .join('');
}

describe('one key', () => {
  test.each([
    ['a letter', 'j', 'j'],
    ['a capital', 'G', 'G'],
    ['a sign', '?', '?'],
    ['a letter beyond ASCII', '\u00e9', '\u00e9'],
    ['a letter of two units', '\u{1f600}', '\u{1f600}'],
    ['space', ' ', 'space'],
    ['enter', '\r', 'enter'],
    ['enter as a line feed', '\n', 'enter'],
    ['tab', '\t', 'tab'],
    ['backspace as DEL', '\u007f', 'backspace'],
    ['backspace as BS', '\b', 'backspace'],
    ['ctrl-d', '\u0004', 'ctrl-d'],
    ['ctrl-z', '\u001a', 'ctrl-z'],
    ['ctrl-space', '\0', 'ctrl-space'],
    ['ctrl-]', '\u001d', 'ctrl-]'],
    ['alt-backspace', `${ESC}\u007f`, 'alt-backspace'],
    ['xterm: up', `${ESC}[A`, 'up'],
    ['xterm in application mode: left', `${ESC}OD`, 'left'],
    ['xterm: home', `${ESC}[H`, 'home'],
    ['xterm in application mode: end', `${ESC}OF`, 'end'],
    ['xterm: page up', `${ESC}[5~`, 'pageup'],
    ['xterm: delete', `${ESC}[3~`, 'delete'],
    ['xterm: shift-tab', `${ESC}[Z`, 'shift-tab'],
    ['xterm: F1', `${ESC}OP`, 'f1'],
    ['xterm: F5', `${ESC}[15~`, 'f5'],
    ['xterm: F10', `${ESC}[21~`, 'f10'],
    ['xterm: F12', `${ESC}[24~`, 'f12'],
    ['xterm: ctrl-up', `${ESC}[1;5A`, 'ctrl-up'],
    ['xterm: shift-right', `${ESC}[1;2C`, 'shift-right'],
    ['xterm: ctrl-shift-F5', `${ESC}[15;6~`, 'ctrl-shift-f5'],
    ['xterm: alt-F1', `${ESC}[1;3P`, 'alt-f1'],
    ['an old xterm: ctrl-left', `${ESC}O5D`, 'ctrl-left'],
    ['xterm with modifyOtherKeys: ctrl-i', `${ESC}[27;5;105~`, 'ctrl-i'],
    ['CSI u: ctrl-a', `${ESC}[97;5u`, 'ctrl-a'],
    ['CSI u: enter with num lock', `${ESC}[13;129u`, 'enter'],
    ['CSI u: shift-enter', `${ESC}[13;2u`, 'shift-enter'],
    ['screen, tmux, linux: home', `${ESC}[1~`, 'home'],
    ['screen, tmux, linux: end', `${ESC}[4~`, 'end'],
    ['linux: F1', `${ESC}[[A`, 'f1'],
    ['linux: shift-tab', `${ESC}\t`, 'shift-tab'],
    ['linux: F5', `${ESC}[[E`, 'f5'],
    ['rxvt: home', `${ESC}[7~`, 'home'],
    ['rxvt: end', `${ESC}[8~`, 'end'],
    ['rxvt: F1', `${ESC}[11~`, 'f1'],
    ['rxvt: shift-page down', `${ESC}[6$`, 'shift-pagedown'],
    ['rxvt: ctrl-page up', `${ESC}[5^`, 'ctrl-pageup'],
    ['rxvt: ctrl-shift-delete', `${ESC}[3@`, 'ctrl-shift-delete'],
    ['rxvt: shift-up', `${ESC}[a`, 'shift-up'],
    ['rxvt: ctrl-down', `${ESC}Ob`, 'ctrl-down'],
    ['keypad: 5', `${ESC}Ou`, '5'],
    ['keypad: minus', `${ESC}Om`, '-'],
    ['keypad: slash', `${ESC}Oo`, '/'],
    ['keypad: enter', `${ESC}OM`, 'enter'],
  ])('%s', (_, sent, name) => {
    expect(readKeys(sent)).toEqual([name]);
    expect(readKeys(...sent)).toEqual([name]);
    expect(
      createKeyParser()
        .push(`${sent}x`)
        .map(key => key.name),
    ).toEqual([name, 'x']);
  });

  test('types its text: letters, space and the keypad do, named keys do not', () => {
    expect(readText(`aB \u5915${ESC}Ou`)).toBe('aB \u59155');
    expect(readText(`\r\t\u007f\u0001${ESC}[A${ESC}[15~`)).toBe('');
  });
});

describe('a burst', () => {
  test.each([
    ['the same letter', 'jjj', ['j', 'j', 'j']],
    ['letters and sequences', `j${ESC}[Bk${ESC}OA\r`, ['j', 'down', 'k', 'up', 'enter']],
    ['a command and what follows it', ':env x\rjj', [':', 'e', 'n', 'v', 'space', 'x', 'enter', 'j', 'j']],
    ['esc and a letter', `${ESC}j`, ['esc', 'j']],
    ['esc and an arrow', `${ESC}${ESC}[A`, ['esc', 'up']],
    ['esc twice', `${ESC}${ESC}`, ['esc', 'esc']],
    ['backspace held down', '\u007f\u007f', ['backspace', 'backspace']],
    ['ctrl-c among letters', 'a\u0003b', ['a', 'ctrl-c', 'b']],
  ])('of %s loses and merges nothing', (_, sent, names) => {
    expect(readKeys(sent)).toEqual(names);
  });

  test('means the same wherever it is cut', () => {
    const pieces = fc.constantFrom(
      'j',
      'G',
      ' ',
      '\r',
      '\u007f',
      `${ESC}[A`,
      `${ESC}[15~`,
      `${ESC}OP`,
      `${ESC}[[E`,
      '\u00e9',
    );
    fc.assert(
      fc.property(fc.array(pieces, {maxLength: 12}), fc.array(fc.nat({max: 40})), (keys, cuts) => {
        const whole = keys.join('');
        const at = [0, ...cuts.filter(cut => cut < whole.length).toSorted((a, b) => a - b), whole.length];
        const chunks = at.slice(1).map((end, index) => whole.slice(at[index], end));
        expect(readKeys(...chunks)).toEqual(readKeys(whole));
        expect(readKeys(whole)).toHaveLength(keys.length);
      }),
    );
  });
});

describe('esc by itself', () => {
  test('is undecided until time is over', () => {
    const parser = createKeyParser();
    expect(parser.push(ESC)).toEqual([]);
    expect(parser.isUndecided()).toBe(true);
    expect(parser.settle()).toEqual([{name: 'esc', text: ''}]);
    expect(parser.isUndecided()).toBe(false);
    expect(parser.settle()).toEqual([]);
  });

  test.each([
    ['[', ['esc', '[']],
    [']', ['esc', ']']],
    ['O', ['esc', 'O']],
  ])('and then %s are two keys when nothing follows', (next, names) => {
    expect(readKeys(ESC, next)).toEqual(names);
  });

  test('is not made of a sequence of which more than a person types has come', () => {
    const parser = createKeyParser();
    expect(parser.push(`${ESC}[1`)).toEqual([]);
    expect(parser.isUndecided()).toBe(false);
    expect(parser.settle()).toEqual([]);
    expect(parser.push('5~')).toEqual([{name: 'f5', text: ''}]);
  });
});

describe('pasted text', () => {
  const START = `${ESC}[200~`;
  const END = `${ESC}[201~`;

  test('is one event with its text, whatever is in it', () => {
    const pasted = `q\r\nquit ${ESC}[A:q\r`;
    expect(createKeyParser().push(`a${START}${pasted}${END}b`)).toEqual([
      {name: 'a', text: 'a'},
      {name: 'paste', text: pasted},
      {name: 'b', text: 'b'},
    ]);
  });

  test('may come in any number of chunks, and no key comes out meanwhile', () => {
    const parser = createKeyParser();
    const keys = [...`${START}quit\r${END}`].map(character => parser.push(character));
    expect(keys.slice(0, -1).flat()).toEqual([]);
    expect(keys.at(-1)).toEqual([{name: 'paste', text: 'quit\r'}]);
  });

  test('is bounded, and what is left out does not act as keys', () => {
    const parser = createKeyParser();
    const chunks = Array.from({length: 40}, () =>
      parser.push(`${START}${'q'.repeat(10_000)}`.slice(0, 10_000)),
    );
    expect(chunks.flat()).toEqual([]);
    const [paste, ...others] = [...parser.push(END.slice(0, 3)), ...parser.push(`${END.slice(3)}`)];
    expect(paste?.name).toBe('paste');
    expect(paste?.text.length).toBeLessThan(101_000);
    expect(others).toEqual([]);
  });

  test('whose end got lost is left with ctrl-c', () => {
    expect(readKeys(`${START}abc`, '\u0003', 'q')).toEqual(['paste', 'ctrl-c', 'q']);
  });
});

describe('what is no key', () => {
  test.each([
    ['a focus report', `${ESC}[I`],
    ['device attributes', `${ESC}[?62;4c`],
    ['a mode report', `${ESC}[?2026;2$y`],
    ['a mouse report', `${ESC}[<64;10;20M`],
    ['a mouse report of the oldest kind', `${ESC}[M q!`],
    ['a colour, ended by BEL', `${ESC}]11;rgb:0000/0000/0000\u0007`],
    ['a colour, ended by ST', `${ESC}]11;rgb:0000/0000/0000${ESC}\\`],
    ['a version', `${ESC}P>|XTerm(390)${ESC}\\`],
    ['a key without a name', `${ESC}[E`],
    ['a C1 control', '\u009b'],
    ['an impossible code point', `${ESC}[99999999u`],
  ])('%s is swallowed whole', (_, sent) => {
    expect(readKeys(`${sent}j`)).toEqual(['j']);
    expect(readKeys(...sent, 'j')).toEqual(['j']);
  });

  test('a reply without an end is given up at the next sequence', () => {
    expect(readKeys(`${ESC}P>|XTerm`, `${ESC}[A`)).toEqual(['up']);
  });

  test('no input at all is too much, and printable text is always typed as it is', () => {
    fc.assert(
      fc.property(fc.string({unit: 'binary', maxLength: 60}), text => {
        expect(() => readKeys(text, text)).not.toThrow();
        const printable = text.replaceAll(/[\p{Cc}\p{Cs}]/gu, '');
        expect(readText(printable)).toBe(printable);
      }),
    );
  });
});
