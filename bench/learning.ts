/**
 * How well is learned what nobody declared?
 *
 *   node bench/learning.ts --data DIR [--sections cron,flights,synthetic,quarterly,budget,run-times,cost,counts] [--seeds 101,102] [--count-seeds 11]
 *     [--jobs N]
 *
 * `DIR` holds the histories (`cron/*.csv`, `flights/*.csv.gz`); it is only read, and not needed without `cron` and `flights`.
 * Protocol A, by which missing and late runs are scored, is described in docs/learning.md; `counts` is protocol B. What is measured is the product's own learner, fed as the store feeds it.
 */
import {parseArgs} from 'node:util';
import {countSection} from './learning/counts.ts';
import type {BenchOptions} from './learning/options.ts';
import {runTimeSection} from './learning/run-times.ts';
import {
  budgetSection,
  costSection,
  cronSection,
  flightSection,
  quarterlySection,
  syntheticSection,
} from './learning/schedules.ts';

type Section = {name: string; run: (options: BenchOptions) => void | Promise<void>};

const SECTIONS: readonly Section[] = [
  cronSection,
  flightSection,
  syntheticSection,
  quarterlySection,
  budgetSection,
  runTimeSection,
  costSection,
  countSection,
];
const NEED_DATA = [cronSection.name, flightSection.name];

const {values} = parseArgs({
  options: {
    data: {type: 'string'},
    sections: {type: 'string', default: SECTIONS.map(({name}) => name).join(',')},
    seeds: {type: 'string', default: '101,102,103,104,105,106'},
    'count-seeds': {type: 'string', default: '11,12,13'},
    jobs: {type: 'string', default: '2000'},
  },
});
const wanted = values.sections.split(',');
const unknown = wanted.filter(name => !SECTIONS.some(section => section.name === name));
const isWithoutData = values.data === undefined && NEED_DATA.some(name => wanted.includes(name));
if (unknown.length > 0 || isWithoutData) {
  console.error(
    `usage: node bench/learning.ts --data DIR [--sections ${SECTIONS.map(({name}) => name).join(',')}]`,
  );
  process.exit(2);
}
const options: BenchOptions = {
  folder: values.data ?? '',
  seeds: values.seeds.split(',').map(Number),
  countSeeds: values['count-seeds'].split(',').map(Number),
  jobs: Number(values.jobs),
};
for (const section of SECTIONS) if (wanted.includes(section.name)) await section.run(options);
