/** Where the cursor is a day: the keys that move along a list move the day here. */
import {addDays} from '../../domain/time.ts';
import type {ScreenPort} from '../controller/screen-port.ts';
import type {AppPorts} from '../hooks/contexts.ts';

/** `step` is what a row down means, in days; `page` a page. */
export function dayActions(
  {controller}: Pick<AppPorts, 'controller'>,
  {day, step, page}: {day: string | undefined; step: number; page: number},
): ScreenPort['actions'] {
  const by = (days: number) => () => {
    if (day !== undefined) controller.showDay(addDays(day, days));
  };
  return {
    down: by(step),
    up: by(-step),
    'half-page-down': by(page),
    'half-page-up': by(-page),
    'page-down': by(page),
    'page-up': by(-page),
  };
}
