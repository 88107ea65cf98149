/** Writes the JSON Schemas that are kept in docs/: `node scripts/write-schemas.ts`. A test fails when they are out of step. */
import {writeFile} from 'node:fs/promises';
import {adapters} from '../source/adapters/registry.ts';
import {describeSchema} from '../source/config/describe-schema.ts';

const target = new URL('../docs/config.schema.json', import.meta.url);
await writeFile(target, `${JSON.stringify(await describeSchema(adapters), undefined, 2)}\n`);
