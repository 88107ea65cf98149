#!/usr/bin/env node
/**
 * A scheduler that is not there: prints what its status command would print for one business day, as of now.
 *
 *     simulator.js FORMAT --environment NAME --date YYYY-MM-DD --seed N --began INSTANT [--now INSTANT]
 *
 * `--began` is when the demo was started: it decides the incidents. Without `--now` the day is seen at the real clock's
 * time, as any command would. The same arguments give the same bytes. Imports little: it starts once for every
 * source that is collected.
 */
import process from 'node:process';
import {setTimeout} from 'node:timers';
import {parseArgs} from 'node:util';
import {errorMessage, JobtrackError} from '../domain/errors.ts';
import {HOUR_MS, isDay, parseInstant} from '../domain/time.ts';
import type {DayView, Format} from './fleet-model.ts';
import {FORMATS} from './fleet-model.ts';
import {printGarbage} from './print-garbage.ts';
import {printers} from './printers.ts';
import {resolveEnvironment} from './resolve-fleet.ts';

/** Nobody waits this long; but nothing is left behind for ever either. */
const HANG_MS = HOUR_MS;

try {
  const {format, view} = readRequest(process.argv.slice(2));
  answer(format, view);
} catch (error) {
  process.stderr.write(`simulator: ${errorMessage(error)}\n`);
  process.exitCode = 2;
}

function answer(format: Format, view: DayView): void {
  const {fault, incidentDay} = view.environment;
  // Earlier days are answered: an environment that is out of reach today has a history.
  const isFaulty = fault !== undefined && view.day >= incidentDay;
  if (isFaulty && fault === 'timeout') {
    process.stderr.write(`connecting to ${view.environment.name} ...\n`);
    setTimeout(() => process.exit(1), HANG_MS);
    return;
  }
  process.stdout.write(isFaulty ? printGarbage(view) : printers[format](view));
}

function readRequest(args: string[]): {format: Format; view: DayView} {
  const string = {type: 'string'} as const;
  const {values, positionals} = parseArgs({
    args,
    allowPositionals: true,
    options: {environment: string, date: string, seed: string, began: string, now: string},
  });
  const format = FORMATS.find(candidate => candidate === positionals[0]);
  if (!format) throw new JobtrackError(`the first argument must be one of ${FORMATS.join(', ')}`);
  const day = values.date ?? '';
  if (!isDay(day)) throw new JobtrackError('--date must be a date such as 2026-11-23');
  const seed = Number(values.seed);
  if (!Number.isSafeInteger(seed)) throw new JobtrackError('--seed must be a whole number');
  const demoStart = readInstant('--began', values.began ?? '');
  const now = values.now === undefined ? Date.now() : readInstant('--now', values.now);
  return {
    format,
    view: {environment: resolveEnvironment(values.environment ?? '', demoStart), day, seed, now},
  };
}

function readInstant(flag: string, text: string): number {
  const instant = parseInstant(text);
  if (instant === undefined)
    throw new JobtrackError(`${flag} must be an instant such as 2026-11-23T06:40:00Z`);
  return instant;
}
