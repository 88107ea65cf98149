/** Looks at the host that the program runs on, for `detectHost`. */
import {existsSync} from 'node:fs';
import type {HostProbe} from './detect-host.ts';
import type {HostPaths} from './host-paths.ts';
import {pathsOf} from './host-paths.ts';

/** Daemons live here; a user's $PATH often leaves it out. */
const DAEMON_DIRECTORIES = ['/usr/sbin', '/sbin'];

export function openHostProbe({env, platform}: Pick<HostPaths, 'env' | 'platform'>): HostProbe {
  const paths = pathsOf({platform});
  // Windows calls it Path; only `process.env` itself finds it in any case.
  const listed = (env.PATH ?? env.Path ?? '').split(paths.delimiter);
  const daemons = platform === 'win32' ? [] : DAEMON_DIRECTORIES;
  return {
    // A relative entry would find what happens to lie in the current directory.
    pathDirectories: [...new Set([...listed.filter(directory => paths.isAbsolute(directory)), ...daemons])],
    platform,
    // Some eighty look-ups at every start without a configuration: synchronous ones cost a fraction of the others.
    isThere: async file => existsSync(file),
  };
}
