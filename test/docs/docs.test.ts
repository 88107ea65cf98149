import {existsSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {COMMANDS} from '../../source/cli/command-table.ts';
import {EXIT} from '../../source/cli/context.ts';
import {FLAGS, spellFlag} from '../../source/cli/flags.ts';
import {ACKNOWLEDGEMENT_KINDS} from '../../source/domain/acknowledgement.ts';
import {OUTCOMES} from '../../source/domain/collection.ts';
import {RUN_STATUSES} from '../../source/domain/run.ts';
import {DST_POLICIES} from '../../source/domain/schedule.ts';
import {VERDICTS} from '../../source/domain/slot.ts';
import {ENVIRONMENT_STATES, FINDING_KINDS} from '../../source/report/status-report.ts';
import {pages, readBlocks, readPage, readSection, withoutCode} from './pages.ts';

test.each(COMMANDS)('the command `$name` has a section with an example', ({name, operands}) => {
  const usage = [name === '' ? 'jobtrack-tui' : name, operands].filter(Boolean).join(' ');
  const examples = readBlocks(readSection('docs/commands.md', `\`${usage}\``), 'text');
  expect(examples.join('')).toContain(`$ `);
  expect(examples.join('')).toContain(`jobtrack-tui ${name}`);
});

test('the table of flags has every flag with the name of its value, and no other', () => {
  const documented = [...readSection('docs/commands.md', 'Flags').matchAll(/^\| `(--[^`]+)`/gm)].map(
    match => match[1],
  );
  const known = Object.entries(FLAGS).map(([name, flag]) =>
    'value' in flag ? `${spellFlag(name)} ${flag.value}` : spellFlag(name),
  );
  expect(documented.toSorted()).toEqual(known.toSorted());
});

test('the table of flags says of each which commands have it', () => {
  const section = readSection('docs/commands.md', 'Flags');
  const cells = new Map(
    [...section.matchAll(/^\| `(--[a-z-]+)[^`]*` \| ([^|]*) \|/gm)].map(([, flag = '', cell = '']) => [
      flag,
      cell,
    ]),
  );
  const names = COMMANDS.map(({name}) => name);
  const quoted = (text: string): string[] =>
    [...text.matchAll(/`([a-z]+)[^`]*`/g)].map(([, name = '']) => name);
  const listings = quoted(/"Listings" are ([^.]*)\./.exec(section)?.[1] ?? '');
  const commandsOf = (cell: string): string[] => {
    if (cell.startsWith('all')) return names.filter(name => !quoted(cell).includes(name));
    const as = /as `(--[a-z-]+)`/.exec(cell);
    return [
      ...(as ? commandsOf(cells.get(as[1] ?? '') ?? '') : []),
      ...(/\breport\b/.test(cell) ? [''] : []),
      ...(cell.includes('listings') ? listings : []),
      ...(cell === 'the screen' ? ['', 'demo'] : []),
      ...quoted(cell),
    ];
  };
  const documented = [...cells].map(([flag, cell]) => [flag, commandsOf(cell).toSorted()]);
  const known = Object.keys(FLAGS).map(name => [
    spellFlag(name),
    names.filter(command => hasFlag(command, name)).toSorted(),
  ]);
  expect(Object.fromEntries(documented)).toEqual(Object.fromEntries(known));
});

/** `--help` and `--version` are everywhere without being listed. */
function hasFlag(command: string, flag: string): boolean {
  return (
    flag === 'help' ||
    flag === 'version' ||
    COMMANDS.some(({name, flags}) => name === command && flags.some(own => own === flag))
  );
}

test('no page uses a flag that does not exist', () => {
  const known = new Set(Object.keys(FLAGS).map(spellFlag));
  const unknown = [...pages].flatMap(([page, text]) =>
    [...text.matchAll(/jobtrack-tui [^\n|`]*/g)]
      .flatMap(([line]) => line.match(/(?<=\s)--[a-z][a-z-]*/g) ?? [])
      .filter(flag => !known.has(flag))
      .map(flag => `${page}: ${flag}`),
  );
  expect(unknown).toEqual([]);
});

test('every exit code is explained in the README', () => {
  const section = readSection('README.md', 'Exit codes');
  expect(Object.values(EXIT).filter(code => !section.includes(`| ${code} |`))).toEqual([]);
});

test.each([
  ['verdict', VERDICTS],
  ['finding', FINDING_KINDS],
  ['acknowledgement', ACKNOWLEDGEMENT_KINDS],
  ['state of an environment', ENVIRONMENT_STATES],
  ['outcome', OUTCOMES],
  ['run status', RUN_STATUSES],
  ['daylight-saving policy', DST_POLICIES],
])('every %s is explained in docs/semantics.md', (_, words: readonly string[]) => {
  const page = readPage('docs/semantics.md');
  expect(words.filter(word => !page.includes(`\`${word}\``))).toEqual([]);
});

test('internal links lead to pages and headings that exist', () => {
  const broken = [...pages].flatMap(([page, text]) =>
    [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(match => match[1] ?? '')
      .filter(target => !/^https?:/.test(target) && !leadsSomewhere(page, target))
      .map(target => `${page}: ${target}`),
  );
  expect(broken).toEqual([]);
});

test('no page names a place of the machine it was written on', () => {
  const places = [...pages].flatMap(([page, text]) =>
    [...text.matchAll(/\/(?:work|root|tmp)\/[\w./-]*/g)].map(([place]) => `${page}: ${place}`),
  );
  expect(places).toEqual([]);
});

function leadsSomewhere(page: string, target: string): boolean {
  const [file = '', anchor] = target.split('#');
  const name = file === '' ? page : path.posix.join(path.posix.dirname(page), file);
  if (anchor === undefined) return existsSync(name);
  const text = pages.get(name);
  return text !== undefined && headingAnchors(text).has(anchor);
}

/** As GitHub makes them: lower case, punctuation dropped, spaces to hyphens. */
function headingAnchors(text: string): Set<string> {
  const headings = [...withoutCode(text).matchAll(/^#+ (.+)$/gm)].map(match => match[1] ?? '');
  return new Set(
    headings.map(heading =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}
