import InkOutput from '../../../node_modules/ink/build/output.js';
import squashTextNodes from '../../../node_modules/ink/build/squash-text-nodes.js';

type TextElement = Parameters<typeof squashTextNodes>[0];

/** A text as it comes out of ink on a screen of so many columns, cut where it does not fit. */
export function settleLine(text: string, columns: number): string {
  const node = {nodeName: 'ink-text', childNodes: [{nodeName: '#text', nodeValue: text}]};
  const output = new InkOutput({width: columns, height: 1});
  output.clip({x1: 0, x2: columns, y1: 0, y2: 1});
  output.write(0, 0, squashTextNodes(node as unknown as TextElement), {transformers: []});
  return output.get().output;
}
