import {describe, expect, test} from 'vitest';
import {environmentReport, statusReport} from '../../output/sample-report.ts';
import {renderApp} from '../render-app.tsx';
import {missing, renderMissing} from './missing-screen.ts';

const DAY = '2026-11-23';

describe('folded findings', () => {
  test.each([
    ['space', ' '],
    ['enter', '\r'],
  ])('open by %s and close again, the cursor on their row', async (_, key) => {
    const app = renderMissing();
    await app.waitFor('6 jobs');
    app.type(key);
    await app.waitFor('JOB_C ');
    expect(app.cursor()).toContain('▾ 6 jobs');
    app.type('j', 'j', ' ');
    await app.waitFor('▸ 6 jobs');
    expect(app.cursor()).toContain('▸ 6 jobs');
  });

  test('close by esc before the screen is left', async () => {
    const app = renderMissing();
    await app.waitFor('6 jobs');
    app.type(' ');
    await app.waitFor('▾ 6 jobs');
    app.type('h');
    await app.waitFor('▸ 6 jobs');
    expect(app.frame()).toContain('Today › Missing');
  });

  test('are acknowledged all at once', async () => {
    const app = renderMissing();
    await app.waitFor('6 jobs');
    app.type('a');
    await app.waitFor('acknowledge 6 findings');
    app.type('vendor', '\r');
    await app.waitFor('until');
    app.type('\r');
    await app.waitFor('acknowledged: 6 findings');
    expect(app.backend.acknowledged).toEqual([
      {
        kind: 'acknowledged',
        note: 'vendor',
        findings: ['A', 'B', 'C', 'D', 'E', 'F'].map(name => `missing:JOB_${name}`),
      },
    ]);
  });

  test('are looked into by the filter', async () => {
    const app = renderMissing();
    await app.waitFor('6 jobs');
    app.type('/', 'J', 'O', 'B', '_', 'C', '\r');
    await app.waitFor('1 of 9 findings, /JOB_C');
    expect(app.cursor()).toMatch(/! missing +JOB_C/);
  });

  test('are exported one by one', async () => {
    const app = renderMissing();
    await app.waitFor('6 jobs');
    app.type('e');
    await app.waitFor('export as');
    app.type('\r');
    await app.waitFor('written:');
    expect(app.backend.written[0]?.text.trim().split('\n')).toHaveLength(1 + 9);
  });
});

describe('the keys of the red list', () => {
  test.each<[string, string, string]>([
    ['a missed run opens its job', 'GL/CLOSE', 'Today › Missing › prod-ldn/GL/CLOSE'],
    ['a blind environment opens its collections', 'the environment', '[collections]'],
  ])('%s', async (_, row, expected) => {
    const app = renderMissing();
    await app.waitFor('6 jobs');
    app.type('j');
    if (row === 'the environment') app.type('j');
    await app.waitFor(() => app.cursor().includes(row));
    app.type('\r');
    await app.waitFor(expected);
  });

  test('f goes through the states that occur, and comes to what is snoozed', async () => {
    const app = renderMissing();
    await app.waitFor('6 jobs');
    const seen: string[] = [];
    for (const state of ['missing', 'failed', 'blind', 'late', 'snoozed']) {
      app.type('f');
      await app.waitFor(`, ${state}`);
      seen.push(
        app
          .cursor()
          .replace(/^> (\S+ \S+) +(?:▸ )?(\S+ ?\S*).*/, '$1 $2')
          .trim(),
      );
    }
    expect(seen).toEqual([
      '! missing 6 jobs',
      '✗ failed GL/CLOSE',
      '? blind the environment',
      '+ late FX/LATE',
      'z missing PAY/SLEEPS',
    ]);
    app.type('f');
    await app.waitFor('6 jobs');
  });

  test('y copies a line for a ticket', async () => {
    const app = renderMissing();
    await app.waitFor('6 jobs');
    app.type('j');
    await app.waitFor(() => app.cursor().includes('GL/CLOSE'));
    app.type('y');
    await app.waitFor('copied');
    const [sequence = ''] = app.sequences;
    const text = Buffer.from(/;([A-Za-z0-9+/=]+)/.exec(sequence.slice(5))?.[1] ?? '', 'base64').toString();
    expect(text).toMatch(/^prod-ldn: GL\/CLOSE failed, due 02:00 Europe\/London .*with exit code 3$/);
  });

  test('p leaves what is late or acknowledged out', async () => {
    const app = renderMissing();
    await app.waitFor('FX/LATE');
    app.type('p');
    const frame = await app.waitFor('problems only');
    expect(frame).not.toContain('FX/LATE');
  });
});

describe('holds that are acknowledged', () => {
  test('are shown when they are asked for, and can be taken back', async () => {
    const hold = missing('HELD', {
      id: 'held',
      acknowledgement: {
        kind: 'acknowledged',
        by: 'ops2',
        at: `${DAY}T06:00:00Z`,
        until: null,
        note: 'on purpose',
      },
    });
    const app = renderApp({
      places: [{screen: 'missing'}],
      answers: {report: statusReport([environmentReport()], [missing('OTHER')], [hold])},
    });
    const frame = await app.waitFor('1 held and acknowledged not shown');
    expect(frame).not.toContain('HELD');
    app.type('f', 'f');
    await app.waitFor('HELD');
    expect(app.frame()).toContain('acknowledged by ops2: on purpose');
    app.type('u');
    await app.waitFor('taken back');
    expect(app.backend.unacknowledged).toEqual([['held']]);
  });
});
