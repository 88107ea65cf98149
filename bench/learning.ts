/**
 * How well is learned what nobody declared?
 *
 *   node bench/learning.ts --data DIR [--sections cron,flights,synthetic,cost] [--seeds 101,102] [--jobs N]
 *
 * `DIR` holds the histories (`cron/*.csv`, `flights/*.csv.gz`); it is only read. Protocol A, by which missing and late runs
 * are scored, is described in docs/learning.md. What is measured is the product's own learner, fed as the store feeds it.
 */
import {parseArgs} from 'node:util';
import type {BenchOptions} from './learning/options.ts';
import {costSection, cronSection, flightSection, syntheticSection} from './learning/schedules.ts';

type Section = {name: string; run: (options: BenchOptions) => void};

const SECTIONS: readonly Section[] = [cronSection, flightSection, syntheticSection, costSection];

const {values} = parseArgs({
  options: {
    data: {type: 'string'},
    sections: {type: 'string', default: SECTIONS.map(({name}) => name).join(',')},
    seeds: {type: 'string', default: '101,102,103,104,105,106'},
    jobs: {type: 'string', default: '2000'},
  },
});
const wanted = values.sections.split(',');
const unknown = wanted.filter(name => !SECTIONS.some(section => section.name === name));
if (unknown.length > 0 || values.data === undefined) {
  console.error(
    `usage: node bench/learning.ts --data DIR [--sections ${SECTIONS.map(({name}) => name).join(',')}]`,
  );
  process.exit(2);
}
const options: BenchOptions = {
  folder: values.data,
  seeds: values.seeds.split(',').map(Number),
  jobs: Number(values.jobs),
};
for (const section of SECTIONS) if (wanted.includes(section.name)) section.run(options);
