import type {DstPolicy} from '../domain/schedule.ts';

/** Whose reading of expressions and clock changes the schedulers behind these adapters follow; every other follows cron's. */
const POLICY_OF_ADAPTER: Readonly<Record<string, DstPolicy>> = {systemd: 'systemd', kubernetes: 'kubernetes'};

/** The policy of the scheduler an expectation speaks of: that of its source, or of the environment's only adapter. */
export function policyOf(source: unknown, sources: readonly {name: unknown; adapter: unknown}[]): DstPolicy {
  const adapters = new Set(
    sources.filter(({name}) => source === undefined || name === source).map(({adapter}) => adapter),
  );
  const [only] = adapters;
  return (adapters.size === 1 && typeof only === 'string' && POLICY_OF_ADAPTER[only]) || 'debian-cron';
}
