import {expect, test} from 'vitest';
import {readListenAddress} from '../../../source/cli/daemon/listen-address.ts';
import {ConfigError} from '../../../source/domain/errors.ts';

test.each([
  ['127.0.0.1:9464', {host: '127.0.0.1', port: 9464}],
  ['127.8.9.1:1', {host: '127.8.9.1', port: 1}],
  ['localhost:9464', {host: 'localhost', port: 9464}],
  ['[::1]:9464', {host: '::1', port: 9464}],
])('%s is this host only', (text, address) => {
  expect(readListenAddress(text, false)).toEqual(address);
});

test.each(['0.0.0.0:9464', '[::]:9464', '10.1.2.3:80', 'ldctlm01:9464', '[::ffff:10.0.0.1]:1'])(
  '%s needs to be allowed',
  text => {
    expect(() => readListenAddress(text, false)).toThrow(/--allow-remote/);
    expect(readListenAddress(text, true).port).toBeGreaterThan(0);
  },
);

test.each(['9464', ':9464', '127.0.0.1', '127.0.0.1:99999', 'http://127.0.0.1:1', '127.0.0.1:1/x'])(
  '%s is no address and port',
  text => {
    expect(() => readListenAddress(text, true)).toThrow(ConfigError);
  },
);
