import type {DstPolicy} from '../domain/schedule.ts';

/** Whose reading of expressions and clock changes the schedulers behind these adapters follow; every other follows cron's. */
const POLICY_OF_ADAPTER: Readonly<Record<string, DstPolicy>> = {
  systemd: 'systemd',
  'systemd-timers': 'systemd',
  kubernetes: 'kubernetes',
};

/** The policy of the scheduler an expectation speaks of: that of its source, or the one that all sources agree on. */
export function policyOf(source: unknown, sources: readonly {name: unknown; adapter: unknown}[]): DstPolicy {
  const policies = new Set(
    sources
      .filter(({name}) => source === undefined || name === source)
      .map(({adapter}) => (typeof adapter === 'string' ? POLICY_OF_ADAPTER[adapter] : undefined)),
  );
  const [only] = policies;
  return policies.size === 1 && only !== undefined ? only : 'debian-cron';
}
