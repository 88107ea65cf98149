import {describe, expect, test} from 'vitest';
import {VERDICTS} from '../../../source/domain/slot.ts';
import {COMMAND_WORDS} from '../../../source/ui/command-line/commands.ts';
import {BINDINGS} from '../../../source/ui/keymap.ts';
import {PROMPT_BINDINGS} from '../../../source/ui/prompt/prompt-keymap.ts';
import {breakHelp, buildHelp} from '../../../source/ui/screens/help-rows.ts';
import {environmentReport, statusReport} from '../../output/sample-report.ts';
import type {RenderedApp, RenderOptions} from '../render-app.tsx';
import {renderApp} from '../render-app.tsx';

const entries = buildHelp(action => action === 'quit', false);

describe('the help', () => {
  test('has every key, every command and every sign', () => {
    const summaries = entries.map(({summary}) => summary);
    for (const {summary} of [...BINDINGS, ...COMMAND_WORDS, ...PROMPT_BINDINGS])
      expect(summaries).toContain(summary);
    for (const verdict of VERDICTS) {
      expect(entries).toContainEqual(
        expect.objectContaining({section: 'Verdicts', summary: expect.stringMatching(`^${verdict}: `)}),
      );
    }
  });

  test('begins with the keys that apply where it was opened', () => {
    expect(entries[0]).toMatchObject({section: 'Here', sign: 'q ctrl-c f10'});
    expect(entries.filter(({section}) => section === 'Here')).toHaveLength(1);
  });

  test('has a key of its own for each line', () => {
    const lines = breakHelp(entries, text => text.split(' '));
    expect(new Set(lines.map(({key}) => key)).size).toBe(lines.length);
  });

  test('in ASCII has nothing else', () => {
    const text = buildHelp(() => false, true).map(({sign, summary}) => sign + summary);
    expect(text.join('')).toMatch(/^[ -~]*$/);
  });
});

function renderHelp(options: RenderOptions = {}): RenderedApp {
  return renderApp({answers: {report: statusReport([environmentReport()])}, ...options});
}

describe('the help screen', () => {
  test.each([
    {columns: 100, rows: 30},
    {columns: 60, rows: 20},
    {columns: 40, rows: 10},
    {columns: 300, rows: 100},
  ])('at $columns columns and $rows rows fills the screen and cuts no word', async size => {
    const app = renderHelp({size});
    await app.waitFor('prod-ldn');
    app.type('?');
    await app.waitFor('› Help');
    expect(app.lines()).toHaveLength(size.rows - 1);
    expect(Math.max(...app.lines().map(line => line.length))).toBeLessThanOrEqual(size.columns);
    expect(app.lines().slice(3, -1).join('')).not.toMatch(/…$/m);
  });

  test('shows first what the screen before can do', async () => {
    const app = renderHelp();
    await app.waitFor('prod-ldn');
    app.type('?');
    await app.waitFor('› Help');
    expect(app.lines().slice(2, 5)).toEqual([
      '  ABOUT         KEY                             WHAT IT DOES',
      '> Here          j down                          Go to the next row.',
      '  Here          k up                            Go to the previous row.',
    ]);
    expect(app.frame()).not.toContain('next tab');
  });

  test('finds an entry with all of its lines by a word of it', async () => {
    const app = renderHelp();
    await app.waitFor('prod-ldn');
    app.type('?');
    await app.waitFor('› Help');
    app.type('/', ...'snooze', '\r');
    const frame = await app.waitFor('cursor, else what was so last.');
    expect(frame).toContain('Put aside until a time');
    expect(frame).not.toContain('Go to the next row');
  });

  test('is left by esc', async () => {
    const app = renderHelp();
    await app.waitFor('prod-ldn');
    app.type('?');
    await app.waitFor('› Help');
    app.type('h');
    await app.waitFor(frame => !frame.includes('Help'));
  });
});
