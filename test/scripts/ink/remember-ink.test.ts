import {build} from 'esbuild';
import {expect, test} from 'vitest';
import {rememberInk, shortenFrames} from '../../../scripts/ink/remember-ink.ts';

async function bundle(program: string): Promise<string> {
  const {outputFiles} = await build({
    stdin: {contents: program, resolveDir: import.meta.dirname},
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    external: ['react-devtools-core'],
    plugins: [rememberInk()],
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}

test('all that is wrapped of ink is in the bundle, around the original', async () => {
  const text = await bundle("import {render} from 'ink'; render();");
  for (const [wrap, original] of [
    ['rememberRows', 'Output'],
    ['rememberTexts', 'widestLine'],
    ['quickSanitize', 'sanitize_ansi_default'],
    ['updateCells', 'lineUpdate'],
  ])
    expect(text).toMatch(new RegExp(`= ${wrap}\\(${original}\\b`));
  expect(text).toContain('stream.write(joinSteps(');
});

test('the build fails when ink no longer imports what is wrapped', async () => {
  await expect(bundle('console.log(1);')).rejects.toThrow('its renderer.js does not import ./output.js');
});

test('the build fails when ink writes its frames in another way', () => {
  expect(() => shortenFrames('stream.write(text);')).toThrow('ink has changed');
});
