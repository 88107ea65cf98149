import fc from 'fast-check';
import {expect, test} from 'vitest';
import {exportName} from '../../../source/ui/export/export-name.ts';

test.each([
  ['today', 'jobtrack-today-2026-11-23.csv'],
  ['jobs of prod-ldn', 'jobtrack-jobs-of-prod-ldn-2026-11-23.csv'],
  ['LEDGER/ACCRUALS_POST', 'jobtrack-LEDGER-ACCRUALS_POST-2026-11-23.csv'],
  ['../../etc/passwd', 'jobtrack-etc-passwd-2026-11-23.csv'],
  ['..', 'jobtrack-2026-11-23.csv'],
  ['a..b', 'jobtrack-a.b-2026-11-23.csv'],
  ['C:\\NUL', 'jobtrack-C-NUL-2026-11-23.csv'],
  ['\u00dcbernacht', 'jobtrack-Ubernacht-2026-11-23.csv'],
  ['\u5915\u523b', 'jobtrack-2026-11-23.csv'],
  ['-rf *', 'jobtrack-rf-2026-11-23.csv'],
  ['a\u0000b\nc', 'jobtrack-a-b-c-2026-11-23.csv'],
  ['', 'jobtrack-2026-11-23.csv'],
])('a file of %j is called %s', (title, name) => {
  expect(exportName(title, '2026-11-23', 'csv')).toBe(name);
});

test('without a day it is called by its title alone', () => {
  expect(exportName('help', undefined, 'md')).toBe('jobtrack-help.md');
});

test('no title makes a name that any file system refuses or that leads elsewhere', () => {
  fc.assert(
    fc.property(fc.string({unit: 'binary', maxLength: 300}), fc.string(), (title, day) => {
      const name = exportName(title, day, 'json');
      expect(name).toMatch(/^jobtrack[A-Za-z0-9_.-]*\.json$/);
      expect(name).not.toContain('..');
      expect(name.length).toBeLessThan(255);
    }),
  );
});
