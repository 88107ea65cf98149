/** Commands of adapters that read an HTTP API: curl, which every Unix has. */
import type {z as Zod} from 'zod';
import {checkedString} from './record-options.ts';

export type HttpOptions = {url: string; headerFile?: string};

/** The options that such an adapter has. `url` is where its program listens unless it is told otherwise. */
export function httpOptionShape(z: typeof Zod, url: string) {
  return {
    url: checkedString(z, urlProblem).default(url).describe('Where the API is, without a slash at the end'),
    headerFile: z
      .string()
      .min(1)
      .optional()
      .describe(
        'A file of HTTP headers, one a line (`Authorization: Bearer …`), so that no secret stands in a command. A login and password are taken from ~/.netrc',
      ),
  };
}

/**
 * The words of a command that prints what each of the paths answers, a line end after each. An HTTP error is a failure of the
 * command; brackets and braces in an address mean themselves.
 */
export function curlWords({url, headerFile}: HttpOptions, paths: readonly string[]): string[] {
  return [
    // Without --fail-early the last answer alone would decide.
    ...['curl', '-fsSg', '--fail-early', '--netrc-optional', '-H', 'Accept: application/json', '-w', '\\n'],
    ...(headerFile === undefined ? [] : ['-H', `@${headerFile}`]),
    ...paths.map(path => url + path),
  ];
}

/** The same as a piece of a shell's line, whose last word may be gone on with. */
export function curlLine(options: HttpOptions, path: string): string {
  return curlWords(options, [path])
    .map(word => `'${word.replaceAll("'", "'\\''")}'`)
    .join(' ');
}

// Nothing that an address has to escape. Placeholders may be in it.
const URL = /^https?:\/\/[^\s"'`\\<>]*[^\s"'`\\<>/]$/;

function urlProblem(url: string): string | undefined {
  return URL.test(url)
    ? undefined
    : `"${url}" is not the address of an API; write it like https://host:8080/path`;
}
