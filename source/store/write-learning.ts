/** Keeps what was learned: models, which days they know, and what that makes of days to come. */
import type {Connection} from './connection.ts';
import {writeForecast} from './forecasts.ts';
import {writeLearnedState, writeModels} from './models.ts';
import type {LearningRecord} from './store.ts';

/** The work inside the transaction, which is the caller's. */
export function writeLearning(
  connection: Connection,
  {environment, models, state, forecasts = []}: LearningRecord,
): void {
  if (state === null) writeLearnedState(connection, environment, undefined);
  writeModels(connection, models);
  if (state) writeLearnedState(connection, environment, state);
  for (const {day, jobs} of forecasts) writeForecast(connection, environment, day, jobs);
}
