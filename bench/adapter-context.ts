/** How the bench opens an adapter. */
import {z} from 'zod';
import {adapters} from '../source/adapters/registry.ts';
import type {Adapter, ParseContext} from '../source/domain/adapter.ts';
import {openZone} from '../source/domain/zone.ts';

const LINE = String.raw`^(?<job>\S+) (?<status>\S+) (?<startedAt>\S+) (?<endedAt>\S+) (?<exitCode>\S+) (?<runKey>\S+)$`;

/** Options without which an adapter reads nothing. */
const GIVEN: Readonly<Record<string, object>> = {lines: {pattern: LINE}, rundeck: {projects: ['ops']}};

/** The adapter of an output's name, which may say more after a space: `cron (journal)`. */
export function openingOf(name: string): {adapter: Adapter; context: ParseContext} {
  const adapter = adapters.get(name.split(' ')[0] ?? '');
  if (!adapter) throw new RangeError(`there is no adapter for the output "${name}"`);
  const context = {
    day: '2026-11-23',
    clock: {zone: openZone('Europe/London'), dayStartMs: 0},
    collectedAt: Date.UTC(2026, 10, 23, 23, 59),
    options: adapter.options(z).parse(GIVEN[adapter.name] ?? {}),
  };
  return {adapter, context};
}
