import {describe, expect, test} from 'vitest';
import {resolveEnvironment, resolveJob} from '../../../source/ui/command-line/resolve-name.ts';

const ENVIRONMENTS = ['prod-ldn', 'prod-nyc', 'prod', 'uat-ldn'];

test.each([
  ['prod-ldn', 'prod-ldn'],
  ['PROD-LDN', 'prod-ldn'],
  ['prod', 'prod'],
  ['uat', 'uat-ldn'],
  ['prod-', {error: '"prod-" could be prod-ldn and prod-nyc'}],
  ['prod-lnd', {error: 'there is no environment "prod-lnd"; did you mean prod-ldn?'}],
  ['mainframe', {error: 'there is no environment "mainframe"'}],
])('the environment %j', (name, found) => {
  expect(resolveEnvironment(name, ENVIRONMENTS)).toEqual(found);
});

describe('a job', () => {
  const shown = {
    environments: ENVIRONMENTS,
    environment: 'uat-ldn',
    jobs: ['EOD_LOAD', 'EOD_RISK', 'prod-ldn/NIGHTLY', 'LEDGER/POST'],
  };

  test.each([
    ['EOD_LOAD', {environment: 'uat-ldn', job: 'EOD_LOAD'}],
    ['ledger/post', {environment: 'uat-ldn', job: 'LEDGER/POST'}],
    ['EOD_L', {environment: 'uat-ldn', job: 'EOD_LOAD'}],
    ['prod-nyc/LEDGER/POST', {environment: 'prod-nyc', job: 'LEDGER/POST'}],
    // A job's name may begin like an environment's.
    ['prod-ldn/NIGHTLY', {environment: 'uat-ldn', job: 'prod-ldn/NIGHTLY'}],
    ['EOD_', {error: '"EOD_" could be EOD_LOAD and EOD_RISK'}],
    ['EOD_LAOD', {error: 'uat-ldn has no job "EOD_LAOD"; did you mean EOD_LOAD?'}],
    ['prod-nyc/', {error: 'uat-ldn has no job "prod-nyc/"'}],
  ])('%j while the jobs of an environment are known', (name, found) => {
    expect(resolveJob(name, shown)).toEqual(found);
  });

  test('is taken as it is typed while the jobs of the environment are not known', () => {
    expect(resolveJob('ANY', {...shown, jobs: []})).toEqual({environment: 'uat-ldn', job: 'ANY'});
  });

  test('needs its environment where none is shown', () => {
    const nowhere = {environments: ENVIRONMENTS, jobs: []};
    expect(resolveJob('ANY', nowhere)).toEqual({error: 'of which environment? :job ENV/NAME'});
    expect(resolveJob('prod/ANY', nowhere)).toEqual({environment: 'prod', job: 'ANY'});
  });
});
