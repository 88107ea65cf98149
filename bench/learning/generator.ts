/**
 * Synthetic jobs: every archetype with three kinds of lateness, real outages of one to three days, runs that are missing
 * (about 1%) and late ones (about 1%). What each was is known.
 */
import {createRandom} from '../../source/demo/random.ts';
import type {Day, EpochMs} from '../../source/domain/time.ts';
import {addDays, DAY_MS, MINUTE_MS, toDayNumber} from '../../source/domain/time.ts';
import {localMs, openZone} from '../../source/domain/zone.ts';
import {median} from '../statistics.ts';
import type {Archetype} from './archetypes.ts';
import {ARCHETYPES, calendar, FIRST_DAY, LAST_DAY} from './archetypes.ts';
import type {BenchJob, Truth} from './job-set.ts';

/** How late runs are by nature: to the minute, as a busy shared runner, as a job that waits for others. */
const MANNERS = ['prompt', 'queued', 'heavy'] as const;
type Manner = (typeof MANNERS)[number];
/** What each manner adds to the time it is due, usually, in minutes. */
const USUAL: Record<Manner, number> = {prompt: 0, queued: 40, heavy: 18};

/** So many runs a day leave no room for an hour's delay. */
const MANY = 5;
const FEW_LATE = {least: 60, most: 360};

type Random = () => number;

/** Jobs that change their schedule do so on the same day, or `eachInTurn`: on days of their own, as in a fleet. */
export function generateJobs(
  seed: number,
  jobsEach: number,
  {
    eachInTurn = false,
    archetypes = ARCHETYPES,
  }: {eachInTurn?: boolean; archetypes?: readonly Archetype[]} = {},
): BenchJob[] {
  return archetypes.flatMap(archetype =>
    Array.from({length: jobsEach}, (_, index) => {
      const delay = eachInTurn ? createRandom(`${archetype.name} ${index} ${seed} turn`)() - 0.5 : 0;
      return generate(delayed(archetype, delay), index, seed);
    }),
  );
}

/** `delay` as a share of all the time. */
function delayed(archetype: Archetype, delay: number): Archetype {
  return {
    ...archetype,
    timesOn: (day, share) => archetype.timesOn(day, Math.min(1, Math.max(0, share - delay))),
  };
}

function generate(archetype: Archetype, index: number, seed: number): BenchJob {
  const random = createRandom(`${archetype.name} ${index} ${seed}`);
  const shift = archetype.isFixed ? 0 : Math.floor(random() * 360) - 120;
  const isOnDemand = archetype.name === 'on demand';
  const slots = isOnDemand ? [] : generateSlots(archetype, MANNERS[index % 3] ?? 'prompt', shift, random);
  const gaps = slots.slice(1).map(({dueAt}, place) => dueAt - (slots[place]?.dueAt ?? 0));
  const begin = at(FIRST_DAY, 0);
  const learningDays = archetype.isSeldom ? 400 : slots.length > 260 ? 56 : slots.length > 60 ? 120 : 240;
  const end = slots.at(-1)?.dueAt ?? at(LAST_DAY, 0);
  return {
    name: `${archetype.name} ${index}`,
    group: archetype.name,
    context: {clock: {zone: openZone('UTC'), dayStartMs: 0}, calendar},
    slots,
    extra: isOnDemand ? generateOnDemand(random) : [],
    evaluatedFrom: begin + learningDays * DAY_MS,
    lateMs: lateMinutes(runsADay(archetype)) * MINUTE_MS,
    gapMs: gaps.length > 0 ? median(gaps) : DAY_MS,
    endsAt: Math.min(end + 14 * DAY_MS, at(LAST_DAY, 1440) + DAY_MS),
  };
}

/** The most that it runs on a day of its first weeks. */
function runsADay({timesOn}: Archetype): number {
  return Math.max(...Array.from({length: 60}, (_, day) => timesOn(addDays(FIRST_DAY, day), 0).length));
}

function lateMinutes(runs: number): number {
  if (runs < MANY) return 60;
  return runs < 20 ? 18 : 4;
}

function generateSlots(archetype: Archetype, manner: Manner, shift: number, random: Random): Truth[] {
  const runs = runsADay(archetype);
  const chance = archetype.isSeldom ? 0.06 : runs > 20 ? 0.001 : runs >= 4 ? 0.004 : 0.012;
  const total = toDayNumber(LAST_DAY) - toDayNumber(FIRST_DAY) + 1;
  const slots: Truth[] = [];
  let outUntil = '';
  for (let index = 0; index < total; index++) {
    const day = addDays(FIRST_DAY, index);
    const times = archetype.timesOn(day, index / total);
    if (times.length === 0) continue;
    if (random() < 0.0008) outUntil = addDays(day, 1 + Math.floor(random() * 3));
    for (const time of times) {
      const isOut = day <= outUntil;
      slots.push(generateSlot(at(day, time + shift), {day, runs, manner, isOut, chance}, random));
    }
  }
  return slots;
}

type Circumstances = {day: Day; runs: number; manner: Manner; isOut: boolean; chance: number};

function generateSlot(
  planned: EpochMs,
  {day, runs, manner, isOut, chance}: Circumstances,
  random: Random,
): Truth {
  const isMany = runs >= MANY;
  const dueAt = planned + (isMany ? 0 : USUAL[manner]) * MINUTE_MS;
  const lateness = isMany ? Math.abs(gauss(random)) * 0.7 : latenessOf(manner, day, random);
  const fate = random();
  if (isOut || fate < chance) return {dueAt, startedAt: undefined, isInjected: true};
  const isInjected = fate < 2 * chance && runs < 20;
  const delay = isInjected ? delayOf(runs, random) : 0;
  return {dueAt, startedAt: planned + Math.round((lateness + delay) * MINUTE_MS), isInjected};
}

function delayOf(runs: number, random: Random): number {
  const {least, most} = runs >= MANY ? {least: 20, most: 50} : runs === 4 ? {least: 60, most: 200} : FEW_LATE;
  return least + random() * (most - least);
}

/** In minutes. */
function latenessOf(manner: Manner, day: Day, random: Random): number {
  if (manner === 'prompt') return Math.abs(gauss(random)) * 0.7;
  if (manner === 'queued')
    return 20 + 20 * Math.exp(0.45 * gauss(random)) + (random() < 0.02 ? 30 * random() : 0);
  const isMonthEnd = Number(day.slice(8)) >= 28 || Number(day.slice(8)) <= 2;
  return (
    22 * (random() < 0.5 ? exponential(random) : 0.8 * exponential(random) + 0.35) +
    (isMonthEnd ? 60 * random() : 0)
  );
}

function generateOnDemand(random: Random): EpochMs[] {
  const starts: EpochMs[] = [];
  for (let time = at(FIRST_DAY, 0); time < at(LAST_DAY, 1440); time += exponential(random) * (DAY_MS / 0.7))
    starts.push(Math.round(time));
  return starts;
}

function exponential(random: Random): number {
  return -Math.log(1 - random());
}

/** Standard normal (Box and Muller). */
function gauss(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function at(day: Day, minutes: number): EpochMs {
  return localMs(day, Math.round(minutes * MINUTE_MS));
}
