/**
 * The configuration that `init` writes: what was found on this host, and the rest as commented-out settings. As in
 * sshd_config, `#` before a key is a setting to uncomment and `# ` with a space is prose.
 */
import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import type {Adapter} from '../domain/adapter.ts';
import {ConfigError, errorMessage} from '../domain/errors.ts';
import {LOCAL_ENVIRONMENT} from './builtin-config.ts';
import type {Config} from './config.ts';
import type {HostFinding} from './detect-host.ts';

const HEAD = `# jobtrack-tui: which environments are watched, and what must have run in them.
# Check it with \`jobtrack-tui config check\`, try its commands with \`jobtrack-tui doctor\`.
# Every key is explained in docs/configuration.md.
`;

const TOP_LEVEL = `
#database: ~/.local/state/jobtrack-tui/jobtrack.db
# How often to collect, and when to kill a command.
#refresh: 5m
#timeout: 30s

# Days on which nothing is expected: public holidays, and dates of your own.
#calendars:
  #uk: {country: GB, state: ENG, add: [2026-12-24]}
`;

const EXPECTATIONS = `    # What must have run, beside what the scheduler itself says.
    #expect:
      #- {job: "nightly-backup", schedule: "0 2 * * 1-5", grace: 30m, maxRuntime: 2h}
      #- {count: {min: 400, max: 600, by: "09:00"}}
`;

const REMOTE_EXAMPLE = `
  # Another host over ssh. Other ways in: via: {command: [kubectl, exec, POD, --]}
  #prod-ldn:
    #title: London production
    #timezone: Europe/London
    #dayStart: "07:00"
    #via: {ssh: batch@host.example.org}
    #sources:
      #- adapter: cron
`;

const NOTHING_FOUND = `    # No scheduler was found on this host. A source is a command and the adapter that reads its output:
    #sources:
      #- adapter: csv
        #command: [cat, "/srv/batch/{date}.csv"]
`;

/** What another configuration brings along that this one goes on using. */
export type Inherited = Pick<Config, 'plugins' | 'presets'>;

/** Pure: the text for what was found. A finding without an adapter in this version is named in a comment. */
export function renderConfig(
  findings: readonly HostFinding[],
  adapters: ReadonlyMap<string, Adapter>,
  timezone: string,
  inherited: Inherited = {},
): string {
  const usable = findings.filter(({adapter}) => adapters.has(adapter));
  const others = findings.filter(({adapter}) => !adapters.has(adapter));
  return [
    HEAD,
    `\ntimezone: ${timezone}\n`,
    TOP_LEVEL,
    renderInherited(inherited),
    `\nenvironments:\n  ${LOCAL_ENVIRONMENT}:\n    title: This host\n`,
    usable.length > 0 ? `    sources:\n${usable.map(renderSource).join('')}` : NOTHING_FOUND,
    ...others.map(
      ({title, evidence}) =>
        `    # Also found: ${title} (${evidence}); a source of lines, csv or json can read its output.\n`,
    ),
    EXPECTATIONS,
    REMOTE_EXAMPLE,
  ].join('');
}

/** JSON is YAML: what was written in another form stays what it is. */
function renderInherited({plugins, presets}: Inherited): string {
  const lines = Object.entries(presets ?? {}).map(
    ([name, preset]) => `  ${JSON.stringify(name)}: ${JSON.stringify(preset)}\n`,
  );
  return [
    plugins === undefined ? '' : `\nplugins: ${JSON.stringify(plugins)}\n`,
    lines.length === 0 ? '' : `\npresets:\n${lines.join('')}`,
  ].join('');
}

function renderSource({title, evidence, adapter, options}: HostFinding): string {
  // JSON is YAML: a value quoted so needs no rules of its own.
  const optionLines = options ? [`        options: ${JSON.stringify(options)}\n`] : [];
  return [`      # ${title} (${evidence})\n      - adapter: ${adapter}\n`, ...optionLines].join('');
}

/** Writes a new file that only its owner may read. Never overwrites: throws a ConfigError when it is there. */
export async function writeConfig(file: string, text: string): Promise<void> {
  try {
    await mkdir(path.dirname(file), {recursive: true, mode: 0o700});
    await writeFile(file, text, {flag: 'wx', mode: 0o600});
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') {
      throw new ConfigError(
        `${file} is there already and was left as it is; edit it, or move it away first`,
        {cause: error},
      );
    }
    throw new ConfigError(`cannot write ${file}: ${errorMessage(error)}; name another place with --config`, {
      cause: error,
    });
  }
}
