import {describe, expect, test} from 'vitest';
import {parseOutput} from '../../source/adapters/parser.ts';
import {adapters} from '../../source/adapters/registry.ts';
import {readFixtureCases, toWritten} from './fixture-cases.ts';

const cases = readFixtureCases();

test.each([...adapters.keys()])('%s has fixtures', name => {
  expect(cases.filter(({adapter}) => adapter.name === name)).not.toEqual([]);
});

describe.each(cases.map(fixture => ({label: `${fixture.adapter.name}/${fixture.name}`, ...fixture})))(
  '$label',
  fixture => {
    test('its output becomes the observations beside it', () => {
      expect(toWritten(parseOutput(fixture.adapter, fixture.output, fixture.context))).toEqual(
        fixture.expected,
      );
    });
  },
);
