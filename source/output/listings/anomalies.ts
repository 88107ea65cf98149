import {cleanText, formatCount} from '../../domain/text.ts';
import type {AnomalyRow} from '../../report/trends/anomaly-row.ts';
import type {Column, Listing} from '../table.ts';

/** `anomalies`: what was odd, newest first. */
export function listAnomalies(rows: readonly AnomalyRow[]): Listing<AnomalyRow> {
  return {
    rows,
    emptyText: 'Nothing was unusual.',
    columns: [
      {key: 'kind', title: 'what', value: row => row.kind},
      {key: 'environment', title: 'environment', value: row => row.environment},
      {key: 'job', title: 'job', value: row => row.job, text: ({job}) => cleanText(job ?? '-')},
      {key: 'day', title: 'day', value: row => row.day},
      number('found', row => row.found, 2),
      number('expected', row => row.expected, 3),
      {key: 'low', value: row => row.low},
      {key: 'high', value: row => row.high},
      {key: 'probability', value: row => row.probability},
      {key: 'days', value: row => row.days},
      {
        key: 'explanation',
        title: 'why',
        value: row => row.explanation,
        text: ({explanation}) => cleanText(explanation),
      },
    ],
  };
}

function number(key: string, value: (row: AnomalyRow) => number | null, yields: number): Column<AnomalyRow> {
  return {
    key,
    title: key,
    align: 'right',
    yields,
    value,
    text: row => {
      const found = value(row);
      return found === null ? '-' : formatCount(found);
    },
  };
}
