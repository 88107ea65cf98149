/** Keeps secrets out of the log: what a failing command says of itself may repeat how it was called. */
import type {Config} from '../../config/config.ts';
import {MASK, SECRET_NAME} from '../../config/format-config.ts';

export type Redact = (text: string) => string;

/** Shorter ones would blank out half of every text; no password worth the name is. */
const SHORTEST_SECRET = 4;

/** `scheme://user:password@host`. */
const URL_LOGIN = /(\b[a-z][a-z\d+.-]*:\/\/)[^\s/@'"]+@/gi;
/** `--password=x`, `--db-password x`, `PGPASSWORD=x`, `"api_key": "x"`, `token: x`. The value ends where the word does. */
const NAMED_VALUE =
  /((?:[\w-]*(?:pass(?:word|wd|phrase)?|secret|token|credential|cookie|api_?-?key|private_?-?key|access_?-?key|dsn)[\w-]*)["']?(?:\s*[=:]\s*|\s+(?=[^\s-]))["']?)([^\s"',;&)]+)/gi;
/** `Authorization: Bearer x`, `-H "Authorization: Basic x"`. */
const AUTHORIZATION =
  /\b((?:proxy-)?authorization["']?\s*[:=]\s*["']?)(?:(?:basic|bearer|digest|negotiate|token)\s+)?[^\s"',;]+/gi;
const BEARER = /\b(bearer\s+)[\w.~+/=-]{8,}/gi;
/** curl's `-u user:password`. */
const LOGIN_FLAG = /((?:^|\s)(?:-u|--user)[\s=]["']?[^\s:"']+:)[^\s"']+/g;

/** `secrets` are values that are known to be some, however they are written. */
export function createRedactor(secrets: readonly string[]): Redact {
  // The longest first: one may be part of another.
  const known = [...new Set(secrets)]
    .filter(({length}) => length >= SHORTEST_SECRET)
    .toSorted((a, b) => b.length - a.length);
  return text =>
    known
      .reduce((rest, secret) => rest.replaceAll(secret, MASK), text)
      .replace(URL_LOGIN, `$1${MASK}@`)
      .replace(AUTHORIZATION, `$1${MASK}`)
      .replace(BEARER, `$1${MASK}`)
      .replace(LOGIN_FLAG, `$1${MASK}`)
      .replace(NAMED_VALUE, (match, name: string, value: string) =>
        value.startsWith(MASK) || /^(?:bearer|basic)$/i.test(value) ? match : `${name}${MASK}`,
      );
}

/** The values in the configuration whose names look secret. */
export function listSecrets({environments}: Config): string[] {
  return environments.flatMap(({variables, sources}) => [
    ...findSecrets(variables),
    ...sources.flatMap(({env, options}) => [...findSecrets(env), ...findSecrets(options)]),
  ]);
}

function findSecrets(values: unknown): string[] {
  if (typeof values !== 'object' || values === null) return [];
  return Object.entries(values).flatMap(([name, value]) =>
    typeof value === 'string' ? (SECRET_NAME.test(name) ? [value] : []) : findSecrets(value),
  );
}
