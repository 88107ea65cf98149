import type {z as Zod, ZodType} from 'zod';
import {CRONTAB_FORMS} from './crontab-reader.ts';

/** The options that reading a crontab takes, whether alone or beside a log. */
export function crontabOptions(z: typeof Zod): Record<'form' | 'userInName', ZodType> {
  return {
    form: z
      .enum(CRONTAB_FORMS)
      .default('auto')
      .describe(
        'Whether crontab entries name a user before the command. auto: as the path in a `==> FILE <==` header says, without one as the entries look.',
      ),
    userInName: z
      .boolean()
      .default(false)
      .describe('Name jobs `user: command`. Otherwise one command of two users is one job.'),
  };
}
