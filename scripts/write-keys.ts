/** Writes docs/keys.md from the tables of keys and commands: `node scripts/write-keys.ts`. A test fails when it is out of step. */
import {writeFile} from 'node:fs/promises';
import {formatKeysPage, KEYS_PAGE} from './keys-page.ts';

await writeFile(KEYS_PAGE, formatKeysPage());
