import {BlockList, isIP} from 'node:net';
import {ConfigError} from '../../domain/errors.ts';

export type ListenAddress = {host: string; port: number};

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/**
 * `127.0.0.1:9464`, `[::1]:9464`, `localhost:9464`. Throws a ConfigError for what is no address and port, and for one that
 * other hosts reach unless that is allowed: whoever reaches it may read everything.
 */
export function readListenAddress(text: string, allowsRemote: boolean): ListenAddress {
  const {bracketed, plain, digits} =
    /^(?:\[(?<bracketed>[\da-f:.]+)\]|(?<plain>[^\s:[\]]+)):(?<digits>\d{1,5})$/i.exec(text)?.groups ?? {};
  const host = bracketed ?? plain;
  const port = Number(digits);
  if (host === undefined || !(port <= 65_535))
    throw new ConfigError(`"${text}" is not an address and port to listen at; write it as 127.0.0.1:9464`);
  if (!allowsRemote && !isLoopback(host))
    throw new ConfigError(
      `${text} can be reached from other hosts, and there is no password; listen at 127.0.0.1, or say --allow-remote (in the configuration: daemon: {allowRemote: true})`,
    );
  return {host, port};
}

function isLoopback(host: string): boolean {
  const version = isIP(host);
  return version === 0
    ? host.toLowerCase() === 'localhost'
    : LOOPBACK.check(host, version === 4 ? 'ipv4' : 'ipv6');
}
