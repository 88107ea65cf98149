import {describe, expect, test} from 'vitest';
import {missing, renderMissing} from './missing-screen.ts';

const LEARNED = missing('load-dtcc', {
  origin: 'learned',
  explanation: 'It ran on 89 of 89 days, normally by 01:10; not yet at 02:10: no run was seen',
});
const MEMBERS = ['job-a', 'job-b', 'job-c'].map(job => ({job, due: null}));

describe('what was learned, in the list of what needs a person', () => {
  test('is marked beside its name, and `x` makes it an expectation', async () => {
    const app = renderMissing([LEARNED]);
    await app.waitFor('load-dtcc (learned)');
    expect(app.frame()).toContain('ran on 89 of 89 days');
    app.type('x');
    await app.waitFor('1 expectation of load-dtcc written to /etc/jobtrack/config.yaml');
    expect(app.backend.accepted).toEqual([{environment: 'prod-ldn', job: 'load-dtcc'}]);
  });

  test('of many jobs at once is one row with their number, and their names below', async () => {
    const fleet = missing('', {id: 'fleet', job: null, origin: 'learned', members: MEMBERS});
    const app = renderMissing([fleet]);
    await app.waitFor('3 jobs (learned)');
    expect(app.frame()).toContain('Jobs: job-a, job-b and job-c.');
    app.type('x');
    await app.waitFor('nothing was learned of what is under the cursor');
    expect(app.backend.accepted).toEqual([]);
  });

  test('is not what was declared: there `x` says so', async () => {
    const app = renderMissing([missing('GL/CLOSE')]);
    await app.waitFor('GL/CLOSE');
    expect(app.frame()).not.toContain('(learned)');
    app.type('x');
    await app.waitFor('nothing was learned of what is under the cursor');
  });

  test('cannot be written with --read-only', async () => {
    const app = renderMissing([LEARNED], {session: {isReadOnly: true}});
    await app.waitFor('load-dtcc');
    app.type('x');
    await app.waitFor('read-only: nothing can be written into the configuration');
    expect(app.backend.accepted).toEqual([]);
  });
});
