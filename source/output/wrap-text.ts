/** Breaks a sentence between words so that no line is longer than `width` characters, each line after `indent`. */
export function wrapText(text: string, width = Number.POSITIVE_INFINITY, indent = ''): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    const longer = line === '' ? word : `${line} ${word}`;
    if (line === '' || indent.length + longer.length <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.map(line => indent + line).join('\n');
}
