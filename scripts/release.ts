/** What a package is called and dated by. */
import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

export type Release = {
  version: string;
  /** The instant that every file of a package carries, in seconds since 1970. */
  epoch: number;
  /** Its day in UTC, `YYYY-MM-DD`. */
  date: string;
};

/** 1985-10-26: what npm gives every file of a package, because zip knows no time before 1980. */
const NPM_EPOCH = 499_162_500;

const root = fileURLToPath(new URL('../', import.meta.url));

/**
 * The version of package.json; as instant $SOURCE_DATE_EPOCH (https://reproducible-builds.org/specs/source-date-epoch/), else
 * that of the commit, else a fixed one.
 */
export function readRelease(): Release {
  const {version}: {version: string} = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
  const epoch = Number(process.env.SOURCE_DATE_EPOCH ?? readCommitTime() ?? NPM_EPOCH);
  return {version, epoch, date: new Date(epoch * 1000).toISOString().slice(0, 10)};
}

function readCommitTime(): string | undefined {
  try {
    const stdio: ('ignore' | 'pipe')[] = ['ignore', 'pipe', 'ignore'];
    return (
      execFileSync('git', ['log', '-1', '--format=%ct'], {cwd: root, encoding: 'utf8', stdio}).trim() ||
      undefined
    );
  } catch {
    return undefined;
  }
}
