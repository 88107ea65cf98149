/** What is watched without any configuration: this host, with the schedulers that were found on it. */
import type {Adapter} from '../domain/adapter.ts';
import type {Config} from './config.ts';
import type {HostFinding} from './detect-host.ts';

export const LOCAL_ENVIRONMENT = 'local';

/** A configuration as a file would hold it: one environment, a source for each finding that this version can read. */
export function builtinEnvironments(
  findings: readonly HostFinding[],
  adapters: ReadonlyMap<string, Adapter>,
): Record<string, unknown> {
  const sources = findings
    .filter(({adapter}) => adapters.has(adapter))
    .map(({adapter, options}) => ({adapter, ...(options && {options})}));
  return {environments: {[LOCAL_ENVIRONMENT]: {title: 'This host', sources}}};
}

/** What to tell whoever runs the program without a configuration; undefined when there is one. */
export function formatBuiltinNotice(config: Config): string | undefined {
  if (config.path !== undefined) return undefined;
  const names = config.environments.flatMap(({sources}) => sources.map(({name}) => name));
  const remedy = 'write a configuration with `jobtrack-tui init`';
  return names.length > 0
    ? `no configuration: watching this host (${names.join(', ')}); ${remedy}`
    : `no configuration, and no scheduler found on this host; ${remedy}`;
}
