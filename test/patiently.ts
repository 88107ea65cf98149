import {vi} from 'vitest';

/** Less than a test may take; far more than anything does, unless the machine halts. */
const PATIENCE_MS = 50_000;
const INTERVAL_MS = 10;

/** Resolves with what the claim returns as soon as it does not throw. Nothing is waited for in another way. */
export function patiently<Value>(
  claim: () => Value | Promise<Value>,
  interval = INTERVAL_MS,
): Promise<Value> {
  return vi.waitFor(claim, {timeout: PATIENCE_MS, interval});
}
