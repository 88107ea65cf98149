import {describe, expect, test} from 'vitest';
import {drawSvg} from '../../scripts/draw-svg.ts';
import type {Cell} from '../terminal/screen.ts';

const PLAIN: Cell = {
  text: ' ',
  width: 1,
  foreground: null,
  background: null,
  bold: false,
  dim: false,
  italic: false,
  underline: false,
  inverse: false,
  strikethrough: false,
};

function cells(text: string, style: Partial<Cell> = {}): Cell[] {
  return [...text].map(character => ({...PLAIN, ...style, text: character}));
}

/** The elements of one row, without what stands around them. */
function draw(...row: Cell[]): string[] {
  return drawSvg('', [row]).split('\n').slice(4, -3);
}

test('a screen is one picture with a title', () => {
  expect(drawSvg('Jobs & "more"', [cells('ab'), cells('c ')])).toBe(`\
<svg xmlns="http://www.w3.org/2000/svg" width="40.8" height="58" viewBox="0 0 40.8 58" role="img">
<title>Jobs &amp; &quot;more&quot;</title>
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
<g transform="translate(12 12)" font-family="ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace" font-size="14" fill="#c9d1d9">
<text x="0" y="13" textLength="16.8" lengthAdjust="spacingAndGlyphs">ab</text>
<text x="0" y="30" textLength="8.4" lengthAdjust="spacingAndGlyphs">c</text>
</g>
</svg>
`);
});

describe('a run of cells', () => {
  test('that look alike is one text, its inner blanks kept', () => {
    expect(draw(...cells('  a  b   '))).toEqual([
      '<text x="16.8" y="13" textLength="33.6" lengthAdjust="spacingAndGlyphs">a\u00A0\u00A0b</text>',
    ]);
  });

  test('ends where the look changes', () => {
    expect(draw(...cells('ab', {foreground: 1}), ...cells('cd'))).toEqual([
      '<text x="0" y="13" textLength="16.8" lengthAdjust="spacingAndGlyphs" fill="#ff7b72">ab</text>',
      '<text x="16.8" y="13" textLength="16.8" lengthAdjust="spacingAndGlyphs">cd</text>',
    ]);
  });

  test('ends where another font may begin', () => {
    expect(draw(...cells('a▁█b')).map(element => />(.*)</.exec(element)?.[1])).toEqual(['a', '▁█', 'b']);
  });

  test('has a wide character by itself in two columns', () => {
    expect(draw(...cells('漢漢', {width: 2}), ...cells('x'))).toEqual([
      '<text x="0" y="13" textLength="16.8" lengthAdjust="spacingAndGlyphs">漢</text>',
      '<text x="16.8" y="13" textLength="16.8" lengthAdjust="spacingAndGlyphs">漢</text>',
      '<text x="33.6" y="13" textLength="8.4" lengthAdjust="spacingAndGlyphs">x</text>',
    ]);
  });

  test('of blanks is nothing without a ground', () => {
    expect(draw(...cells('   '))).toEqual([]);
  });

  test('is escaped', () => {
    expect(draw(...cells('<b>&"'))).toEqual([expect.stringContaining('>&lt;b&gt;&amp;&quot;<')]);
  });
});

describe('a ground', () => {
  test('lies under blanks too, and before all text', () => {
    expect(draw(...cells('a'), ...cells(' b', {background: 4}))).toEqual([
      '<rect x="8.4" y="0" width="16.8" height="17" fill="#58a6ff" shape-rendering="crispEdges"/>',
      '<text x="0" y="13" textLength="8.4" lengthAdjust="spacingAndGlyphs">a</text>',
      '<text x="16.8" y="13" textLength="8.4" lengthAdjust="spacingAndGlyphs">b</text>',
    ]);
  });

  test('is one, whatever stands on it', () => {
    const looks = [...cells('a', {background: 4, bold: true}), ...cells('▁漢', {background: 4})];
    expect(draw(...looks).filter(element => element.startsWith('<rect'))).toEqual([
      '<rect x="0" y="0" width="25.2" height="17" fill="#58a6ff" shape-rendering="crispEdges"/>',
    ]);
  });

  test('of inverse cells is what the text was, and the other way round', () => {
    expect(draw(...cells('a', {inverse: true, foreground: 2}))).toEqual([
      '<rect x="0" y="0" width="8.4" height="17" fill="#3fb950" shape-rendering="crispEdges"/>',
      '<text x="0" y="13" textLength="8.4" lengthAdjust="spacingAndGlyphs" fill="#0d1117">a</text>',
    ]);
  });
});

test.each([
  [0, '#161b22'],
  [15, '#ffffff'],
  [16, '#000000'],
  [21, '#0000ff'],
  [110, '#87afd7'],
  [231, '#ffffff'],
  [232, '#080808'],
  [255, '#eeeeee'],
  ['#123456', '#123456'],
] as const)('colour %s is %s', (colour, hex) => {
  expect(draw(...cells(' ', {background: colour}))).toEqual([expect.stringContaining(`fill="${hex}"`)]);
});

test.each([
  ['bold', 'font-weight="bold"'],
  ['dim', 'fill-opacity="0.65"'],
  ['italic', 'font-style="italic"'],
  ['underline', 'text-decoration="underline"'],
  ['strikethrough', 'text-decoration="line-through"'],
] as const)('%s is %s', (attribute, written) => {
  expect(draw(...cells('a', {[attribute]: true}))).toEqual([expect.stringContaining(written)]);
});

test('a line goes through blanks', () => {
  expect(draw(...cells(' a ', {underline: true, strikethrough: true}))).toEqual([
    '<text x="0" y="13" textLength="25.2" lengthAdjust="spacingAndGlyphs" text-decoration="underline line-through">\u00A0a\u00A0</text>',
  ]);
});
