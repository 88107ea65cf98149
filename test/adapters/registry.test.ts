import {spawnSync} from 'node:child_process';
import {expect, test} from 'vitest';
import {z} from 'zod';
import {adapters} from '../../source/adapters/registry.ts';

test.each([...adapters])(
  '%s is found by its own name, describes every option and refuses others',
  (name, adapter) => {
    expect(adapter.name).toBe(name);
    const {properties = {}, additionalProperties} = z.toJSONSchema(adapter.options(z), {io: 'input'});
    expect(additionalProperties).toBe(false);
    const undescribed = Object.entries(properties).filter(
      ([, property]) => typeof property === 'boolean' || !property.description,
    );
    expect(undescribed).toEqual([]);
  },
);

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
  const {stdout, stderr} = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  const packages = z.array(z.string()).parse(JSON.parse(stdout));
  expect(packages.filter(name => /^(?:zod|yaml|execa|better-sqlite3|ink|react)\b/.test(name))).toEqual([]);
  expect(packages).toContain('croner');
});
