import {describe, expect, test} from 'vitest';
import type {CollectionPage} from '../../../source/report/pages/pages.ts';
import {buildCollectionLines} from '../../../source/ui/screens/collection-rows.ts';
import {environmentReport, statusReport} from '../../output/sample-report.ts';
import type {RenderedApp, RenderOptions} from '../render-app.tsx';
import {renderApp} from '../render-app.tsx';
import {collectionItem} from '../sample-pages.ts';

const PAGE: CollectionPage = {
  collection: collectionItem({
    outcome: 'partial',
    rejected: 3,
    error: '3 lines could not be read',
    stderrTail: 'warning: slow\nwarning: very slow',
  }),
  rejected: [
    {line: 12, reason: 'no start', text: 'FOO bar'},
    {line: 17, reason: 'not a status', text: 'BAZ'},
  ],
};

function renderCollection(
  collection: CollectionPage | Error = PAGE,
  options: RenderOptions = {},
): RenderedApp {
  return renderApp({
    places: [{screen: 'today'}, {screen: 'collection', environment: 'prod-ldn', id: 9}],
    answers: {report: statusReport([environmentReport()]), collection},
    ...options,
  });
}

describe('a collection', () => {
  test('is told from its outcome to the lines that could not be read', () => {
    const lines = buildCollectionLines(PAGE, {
      timezone: 'Europe/London',
      isAscii: false,
      wrap: text => text.split('\n'),
    });
    expect(lines.map(({label, text}) => `${label}|${text}`)).toEqual([
      'outcome|~ partial: the answer is incomplete: what it does not show may have run all the same',
      'source|control-m of prod-ldn, adapter control-m',
      'about|business day 2026-11-23',
      'began|2026-11-23 06:44:00 Europe/London, took 320ms',
      'read|412 rows, 3 lines rejected, 51,200 bytes',
      'collection|9',
      'error|3 lines could not be read',
      'stderr|warning: slow',
      '|warning: very slow',
      'line 12|no start: FOO bar',
      'line 17|not a status: BAZ',
      'rejected|1 more rejected line, of which no text is kept',
    ]);
  });

  test('has a key of its own for each line', () => {
    const lines = buildCollectionLines(PAGE, {
      timezone: 'UTC',
      isAscii: false,
      wrap: text => text.split(' '),
    });
    expect(new Set(lines.map(({key}) => key)).size).toBe(lines.length);
  });

  test.each([
    {columns: 100, rows: 30},
    {columns: 60, rows: 20},
    {columns: 40, rows: 10},
    {columns: 300, rows: 100},
  ])('at $columns columns and $rows rows fills the screen and no more', async size => {
    const app = renderCollection(PAGE, {size});
    await app.waitFor('partial');
    expect(app.lines()).toHaveLength(size.rows - 1);
    expect(Math.max(...app.lines().map(line => line.length))).toBeLessThanOrEqual(size.columns);
  });

  test('breaks its words on a narrow screen, and can be read to its end', async () => {
    const app = renderCollection(PAGE, {size: {columns: 40, rows: 10}});
    await app.waitFor('partial');
    app.type('G');
    await app.waitFor('text is kept');
    expect(app.lines().slice(2).join()).not.toContain('…');
  });

  test('leads from problem to problem, and copies a line', async () => {
    const app = renderCollection();
    await app.waitFor('partial');
    app.type('n', 'n', 'y');
    await app.waitFor('copied: no start: FOO bar');
  });

  test('says when it is not kept any more', async () => {
    await renderCollection({collection: null, rejected: []}).waitFor('not kept (any more)');
  });

  test('says when it cannot be read', async () => {
    await renderCollection(new Error('the database is damaged')).waitFor('the database is damaged');
  });

  test('keeps what a command complained of in its cells', async () => {
    const hostile = '\u001B[2J\u001B]52;c;aGk=\u0007\u202Egone\u009Bm';
    const page = {
      collection: collectionItem({outcome: 'exit', error: hostile, stderrTail: hostile}),
      rejected: [],
    };
    const frame = await renderCollection(page as CollectionPage).waitFor('gone');
    expect(frame).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202E]/);
  });
});
