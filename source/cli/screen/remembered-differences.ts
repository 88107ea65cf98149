/**
 * What environments lack that others have, for a while: it is about past days, which hardly change, and every collection
 * makes the screen ask again.
 */
import type {EpochMs} from '../../domain/time.ts';
import type {DifferencesPage} from '../../report/pages/pages.ts';

export type RememberedDifferences = {
  /** `key` names what the answer is about. One that failed is not kept. */
  read(key: string, now: EpochMs, readAnew: () => Promise<DifferencesPage>): Promise<DifferencesPage>;
};

const KEPT_MS = 5 * 60_000;

export function rememberDifferences(): RememberedDifferences {
  let kept: {key: string; at: EpochMs; page: Promise<DifferencesPage>} | undefined;
  return {
    read(key, now, readAnew) {
      if (kept?.key === key && now >= kept.at && now < kept.at + KEPT_MS) return kept.page;
      const page = readAnew();
      kept = {key, at: now, page};
      page.catch(() => {
        if (kept?.page === page) kept = undefined;
      });
      return page;
    },
  };
}
