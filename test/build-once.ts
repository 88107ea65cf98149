import {execFileSync} from 'node:child_process';
import {fileURLToPath} from 'node:url';

/** The end-to-end tests run the built program: build it once, from what is being tested. */
export default function setup(): void {
  execFileSync(process.execPath, [fileURLToPath(new URL('../scripts/build.ts', import.meta.url))], {
    stdio: 'inherit',
  });
}
