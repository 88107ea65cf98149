import type {Adapter, Telling} from '../../domain/adapter.ts';
import type {Column, Listing} from '../table.ts';

/** An adapter, and whether the program, a plugin or a preset of the configuration brings it along. */
export type AdapterRow = {adapter: Adapter; origin: string};

/** `adapters`: what each can tell. */
export function listAdapters(rows: readonly AdapterRow[]): Listing<AdapterRow> {
  return {
    rows,
    emptyText: 'There are no adapters.',
    columns: [
      {key: 'adapter', title: 'adapter', value: ({adapter}) => adapter.name},
      {key: 'title', value: ({adapter}) => adapter.title},
      {key: 'origin', title: 'from', yields: 7, value: ({origin}) => origin},
      {key: 'reader', value: ({adapter}) => adapter.reader ?? null},
      {key: 'runs', title: 'runs', value: ({adapter}) => runsOf(adapter)},
      yesOrNo('schedules', 'schedules', 1, ({traits}) => traits.hasSchedules),
      yesOrNo('plan', 'plan', 6, ({traits}) => traits.isPlan),
      telling('counts', 'counts', 5, 'counts'),
      telling('holds', 'holds', 4, 'holds'),
      telling('reruns', 'reruns', 3, 'reruns'),
      telling('exitCodes', 'exit codes', 2, 'exit-codes'),
      yesOrNo('pastDays', 'past days', 1, ({traits}) => traits.hasHistory),
      yesOrNo('ownCommand', 'own command', 8, ({command}) => command !== undefined),
      yesOrNo('experimental', undefined, 9, ({isExperimental}) => isExperimental === true),
      {key: 'description', title: 'reads', yields: 10, value: ({adapter}) => adapter.description},
    ],
  };
}

/** How much of a job's day one answer tells. */
export function runsOf({traits, isLatestOnly}: Adapter): 'all' | 'latest' | 'none' {
  if (!traits.hasRuns) return 'none';
  return isLatestOnly ? 'latest' : 'all';
}

function telling(key: string, title: string, yields: number, word: Telling): Column<AdapterRow> {
  return yesOrNo(key, title, yields, ({tells}) => tells.includes(word));
}

function yesOrNo(
  key: string,
  title: string | undefined,
  yields: number,
  is: (adapter: Adapter) => boolean,
): Column<AdapterRow> {
  return {
    key,
    ...(title !== undefined && {title}),
    yields,
    value: ({adapter}) => is(adapter),
    text: ({adapter}) => (is(adapter) ? 'yes' : '-'),
  };
}
