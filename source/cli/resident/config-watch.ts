/**
 * Notices that the configuration file is another than the one that was read. By asking what lies there: a watch of the
 * kernel's sees nothing of what another host writes into a shared home.
 */
import {stat} from 'node:fs/promises';
import type {Config} from '../../config/config.ts';
import {identifyFile} from '../../config/config-cache.ts';

type ConfigFile = Pick<Config, 'path' | 'identity'>;

export type ConfigWatch = {
  /** What lies there now is known of. */
  account(): Promise<void>;
  /**
   * Whether it has changed, and stands still: the same at two looks, since an editor may be in the middle of writing. True
   * once for each change. A file that is gone is none: it may be just about to be replaced.
   */
  look(): Promise<boolean>;
};

/** The built-in configuration has no path and does not change. */
export function createConfigWatch({path, identity}: ConfigFile): ConfigWatch {
  let known = identity;
  let candidate: string | undefined;
  return {
    async account() {
      known = await identify(path);
      candidate = undefined;
    },
    async look() {
      const present = await identify(path);
      if (present === undefined || present === known) {
        candidate = undefined;
        return false;
      }
      if (present !== candidate) {
        candidate = present;
        return false;
      }
      known = present;
      candidate = undefined;
      return true;
    },
  };
}

/** Undefined for what cannot be seen. */
async function identify(path: string | undefined): Promise<string | undefined> {
  if (path === undefined) return undefined;
  try {
    return identifyFile(await stat(path, {bigint: true}));
  } catch {
    return undefined;
  }
}
