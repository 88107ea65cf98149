import {expect, test} from 'vitest';
import {createRedactor, listSecrets} from '../../../source/cli/daemon/redact.ts';
import {readSample} from '../../config/read-sample.ts';

const redact = createRedactor(['s3cretvalue', 's3cretvalue-longer', 'abc']);

test.each([
  ['https://me:hunter2@host/path failed', 'https://********@host/path failed'],
  ['postgres://batch:p%40ss@db:5432/x', 'postgres://********@db:5432/x'],
  ['--password=hunter2 --verbose', '--password=******** --verbose'],
  ['--db-password hunter2 run', '--db-password ******** run'],
  ['PGPASSWORD=hunter2 psql', 'PGPASSWORD=******** psql'],
  ['{"api_key": "hunter2", "a": 1}', '{"api_key": "********", "a": 1}'],
  ['token: hunter2', 'token: ********'],
  ['curl -H "Authorization: Bearer hunter2" x', 'curl -H "Authorization: ********" x'],
  ['sent Bearer abcdefgh.ijkl', 'sent Bearer ********'],
  ['curl -u batch:hunter2 https://host', 'curl -u batch:******** https://host'],
  ['it said s3cretvalue-longer and s3cretvalue', 'it said ******** and ********'],
])('%j is logged as %j', (text, shown) => {
  expect(redact(text)).toBe(shown);
});

test.each([
  'exit code 22: curl: (22) The requested URL returned error: 404',
  'A has abc in it, too short to be a secret',
  '"sh" had not ended after 3s and was stopped; raise the source\'s "timeout"',
  'mail user@example.org',
])('%j stays as it is', text => {
  expect(redact(text)).toBe(text);
});

test('the values of variables and options that look secret are known', async () => {
  const config = await readSample(`
variables: {API_TOKEN: from-top, site: ldn}
environments:
  prod:
    variables: {db_password: from-environment}
    sources:
      - {adapter: csv, command: [cat, "{site}"], env: {SECRET_WORD: from-source, LANG: C}}
`);
  expect(new Set(listSecrets(config))).toEqual(new Set(['from-top', 'from-environment', 'from-source']));
});
