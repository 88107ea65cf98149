import {readFile} from 'node:fs/promises';
import type {Config} from '../../source/config/config.ts';
import type {ReadContext} from '../../source/config/read-config.ts';
import {readConfigText} from '../../source/config/read-config.ts';
import {sampleAdapters} from './sample-adapters.ts';

export const sampleContext: ReadContext = {
  adapters: sampleAdapters,
  host: {env: {}, home: '/home/ops', platform: 'linux'},
  hostTimezone: 'Asia/Tokyo',
};

export function readSample(text: string): Promise<Config> {
  return readConfigText(text, '/etc/jobtrack/config.yaml', sampleContext);
}

/** The pieces of YAML in docs/configuration.md, in order; the first is a whole file. */
export async function readDocumentedYaml(): Promise<string[]> {
  const page = await readFile('docs/configuration.md', 'utf8');
  return [...page.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(match => match[1] ?? '');
}

/** The problems of a configuration, one a line, without the file's name and the remedy at the end. */
export async function problemsOf(text: string): Promise<string[]> {
  const error = await readSample(text).then(
    () => new Error('no problem'),
    (reason: Error) => reason,
  );
  return error.message
    .split('\n')
    .filter(line => line.startsWith('/etc/jobtrack/config.yaml:'))
    .map(line => line.slice('/etc/jobtrack/config.yaml:'.length));
}
