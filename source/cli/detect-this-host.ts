import {access} from 'node:fs/promises';
import path from 'node:path';
import type {HostFinding} from '../config/detect-host.ts';
import {detectHost} from '../config/detect-host.ts';
import type {Io} from './context.ts';

/** Daemons live where an ordinary user's $PATH does not look. */
const SYSTEM_DIRECTORIES = ['/usr/sbin', '/sbin'];

/** Looks at this host's programs and files; runs nothing. */
export function detectThisHost({env, platform}: Pick<Io, 'env' | 'platform'>): Promise<HostFinding[]> {
  const own = (env.PATH ?? '').split(path.delimiter).filter(Boolean);
  return detectHost({
    pathDirectories: platform === 'win32' ? own : [...own, ...SYSTEM_DIRECTORIES],
    platform,
    isThere: file =>
      access(file).then(
        () => true,
        () => false,
      ),
  });
}
