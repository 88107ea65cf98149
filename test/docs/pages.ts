/** README and docs/, as the tests of the documentation read them. */
import {globSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A page's text by its path from the repository's root, with `/` on every platform. */
export const pages: ReadonlyMap<string, string> = new Map(
  globSync(['README.md', 'CHANGELOG.md', 'docs/*.md'], {cwd: root}).map(file => [
    file.replaceAll(path.sep, '/'),
    readFileSync(path.join(root, file), 'utf8'),
  ]),
);

export function readPage(name: string): string {
  const text = pages.get(name);
  if (text === undefined) throw new Error(`there is no page ${name}`);
  return text;
}

/** What stands under a heading, up to the next one of the same or a higher level. Throws when there is no such heading. */
export function readSection(page: string, heading: string): string {
  const text = readPage(page);
  const headings = [...withoutCode(text).matchAll(/^(#+) (.+)$/gm)];
  const index = headings.findIndex(([, , title]) => title === heading);
  const level = headings[index]?.[1]?.length;
  if (level === undefined) throw new Error(`${page} has no heading "${heading}"`);
  const next = headings.slice(index + 1).find(([, marks = '']) => marks.length <= level);
  return text.slice(headings[index]?.index, next?.index);
}

/** Blanks fenced code blocks, in which `#` begins comments; everything else stays where it is. */
export function withoutCode(text: string): string {
  return text.replace(/^```[\s\S]*?^```$/gm, block => block.replace(/[^\n]/g, ' '));
}

/** The fenced blocks in one language. */
export function readBlocks(text: string, language: string): string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    match => match[1] ?? '',
  );
}
