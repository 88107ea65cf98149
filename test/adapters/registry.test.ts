import {spawnSync} from 'node:child_process';
import {expect, test} from 'vitest';
import {z} from 'zod';
import {adapters} from '../../source/adapters/registry.ts';

test.each([...adapters])('%s is found by its own name and describes every option', (name, adapter) => {
  expect(adapter.name).toBe(name);
  const schema = z.toJSONSchema(z.object({}).and(adapter.options(z)), {io: 'input'});
  const described = JSON.stringify(z.toJSONSchema(adapter.options(z), {io: 'input'}));
  expect(schema).toBeDefined();
  expect(described).toContain('"additionalProperties":false');
});

// The collector reads with all adapters and must stay small: schemas are made with the zod that the caller hands over.
test('loading every adapter loads neither zod nor any program runner', () => {
  const script = `
    import {registerHooks} from 'node:module';
    const packages = new Set();
    registerHooks({resolve(specifier, context, next) {
      if (/^[a-z@]/.test(specifier) && !/^(node|file|data):/.test(specifier)) packages.add(specifier);
      return next(specifier, context);
    }});
    await import(${JSON.stringify(new URL('../../source/adapters/registry.ts', import.meta.url).href)});
    console.log(JSON.stringify([...packages].sort()));
  `;
  const {stdout, stderr} = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {encoding: 'utf8'});
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual(['croner']);
});
