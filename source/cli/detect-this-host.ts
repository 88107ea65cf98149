import type {HostFinding, Signature} from '../config/detect-host.ts';
import {detectHost} from '../config/detect-host.ts';
import {openHostProbe} from '../config/host-probe.ts';
import type {Io} from './context.ts';

/** Looks at this host's programs and files; runs nothing. */
export function detectThisHost(
  {env, platform}: Pick<Io, 'env' | 'platform'>,
  own: readonly Signature[] = [],
): Promise<HostFinding[]> {
  return detectHost(openHostProbe({env, platform}), own);
}
