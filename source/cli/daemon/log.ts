/** The daemon's log on standard error: one line an event, as text for people or as JSON. */
import {ConfigError} from '../../domain/errors.ts';
import {cleanText} from '../../domain/text.ts';
import type {EpochMs} from '../../domain/time.ts';
import {formatInstant} from '../../domain/time.ts';
import type {Flags} from '../flags.ts';
import type {Redact} from './redact.ts';

export const LOG_FORMATS = ['text', 'json'] as const;
export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];
export type LogLevel = (typeof LOG_LEVELS)[number];

export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** `event` is one of a few words by which a log can be searched; what it is about stands in the fields. */
export type Log = (level: LogLevel, event: string, fields?: LogFields) => void;

export type LogOptions = {
  format: LogFormat;
  level: LogLevel;
  say(text: string): void;
  now(): EpochMs;
  /** Asked for every text: what is secret may change with the configuration. */
  redact: Redact;
  /** Whether standard error is journald's, which has the time already and reads levels from `<N>`. */
  isJournal: boolean;
};

/** Throws a ConfigError for a format or level that does not exist. */
export function readLogFlags({logFormat = 'text', logLevel = 'info'}: Flags): {
  format: LogFormat;
  level: LogLevel;
} {
  const format = LOG_FORMATS.find(known => known === logFormat);
  if (!format)
    throw new ConfigError(`--log-format "${logFormat}" does not exist; use ${LOG_FORMATS.join(' or ')}`);
  const level = LOG_LEVELS.find(known => known === logLevel);
  if (!level)
    throw new ConfigError(`--log-level "${logLevel}" does not exist; use one of ${LOG_LEVELS.join(', ')}`);
  return {format, level};
}

export async function openLog(options: LogOptions): Promise<Log> {
  const {level: lowest, redact} = options;
  const write = options.format === 'json' ? await openJson(options) : openText(options);
  return (level, event, fields = {}) => {
    if (LOG_LEVELS.indexOf(level) >= LOG_LEVELS.indexOf(lowest)) write(level, event, tidy(fields, redact));
  };
}

/** What a remote command has said is hostile, and may hold line ends as well. */
function tidy(fields: LogFields, redact: Redact): LogFields {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, typeof value === 'string' ? cleanText(redact(value)) : value]),
  );
}

async function openJson({level, say, now}: LogOptions): Promise<Log> {
  const {default: pino} = await import('pino');
  const logger = pino(
    {
      level,
      base: undefined,
      messageKey: 'event',
      timestamp: () => `,"time":"${formatInstant(now())}"`,
      formatters: {level: label => ({level: label})},
    },
    {write: say},
  );
  return (of, event, fields) => logger[of](fields, event);
}

/** syslog's numbers, as sd-daemon(3) has them. */
const PRIORITIES: Readonly<Record<LogLevel, number>> = {debug: 7, info: 6, warn: 4, error: 3};

function openText({say, now, isJournal}: LogOptions): Log {
  return (level, event, fields = {}) => {
    const begin = isJournal
      ? `<${PRIORITIES[level]}>`
      : `${formatInstant(now())} ${level.toUpperCase().padEnd(5)} `;
    const pairs = Object.entries(fields).map(([name, value]) => ` ${name}=${quote(String(value))}`);
    say(`${begin}${event}${pairs.join('')}\n`);
  };
}

/** logfmt: a value that could be taken for two is quoted. */
function quote(value: string): string {
  return /^[^\s"=\\]+$/.test(value) ? value : JSON.stringify(value);
}
