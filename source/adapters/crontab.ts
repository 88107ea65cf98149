/**
 * crontab: the jobs that cron is told to run; schedules only.
 *
 *     ==> /etc/crontab <==
 *     17 * * * *  root  cd / && run-parts --report /etc/cron.hourly
 *     ==> /var/spool/cron/crontabs/batch <==
 *     30 2 * * 1-5  /srv/batch/eod.sh %first line of its standard input
 *
 *     ==> /etc/anacrontab <==
 *     START_HOURS_RANGE=3-22
 *     1  5  cron.daily  nice run-parts /etc/cron.daily
 *
 * job = the command as cron logs it (anacron's own identifier), so that the `cron` adapter's runs carry the same name. A line that starts and does
 * nothing (`[ -d /run/systemd/system ] || …`) is scheduled like any other: cron logs its start too.
 */
import type {Adapter} from '../domain/adapter.ts';
import {parseTimeOfDay} from '../domain/business-day.ts';
import {crontabOptions} from './crontab-options.ts';
import {CRON_D_NAMES, type CronDNames} from './crontab-place.ts';
import type {CrontabForm} from './crontab-reader.ts';
import {createCrontabReader} from './crontab-reader.ts';
import {collectObservations, lineParser} from './parser.ts';
import {checkedString} from './record-options.ts';

export type CrontabOptions = {
  form: CrontabForm;
  userInName: boolean;
  anacronAt?: string;
  cronDNames: CronDNames;
};

/** Whether the host's cron is Debian's, which reads no file of /etc/cron.d with a dot in its name, as a word that is not empty. */
const IS_DEBIANS: Record<CronDNames, string> = {
  auto: 'debian=; if [ -e /etc/debian_version ] && ! [ -d /usr/share/doc/cronie ]; then debian=yes; fi; ',
  debian: 'debian=yes; ',
  any: 'debian=; ',
};

// Every crontab that root would see; for other users the system's and their own. A file or folder of the system that is there but
// cannot be read fails the command: its jobs must not look as if they had been taken out.
const PRINT_CRONTABS =
  'if [ -d /etc/cron.d ] && ! [ -r /etc/cron.d ]; then echo "/etc/cron.d cannot be read by this user" >&2; exit 77; fi; ' +
  'for f in /etc/crontab /etc/anacrontab /etc/cron.d/* /var/spool/cron/crontabs/* /var/spool/cron/tabs/* /var/spool/cron/*; do ' +
  '[ -f "$f" ] || continue; case $debian$f in yes/etc/cron.d/*[!A-Za-z0-9_-]*) continue ;; esac; printf "==> %s <==\\n" "$f"; cat "$f" || exit 1; echo; done; ' +
  'if [ "$(id -u)" -ne 0 ] && own=$(crontab -l 2>/dev/null); then ' +
  'printf "==> /var/spool/cron/crontabs/%s <==\\n%s\\n" "$(id -un)" "$own"; fi';

export const crontab: Adapter<CrontabOptions> = {
  name: 'crontab',
  title: 'crontab',
  description: 'Schedules from crontab files, the system’s and the users’; no runs.',
  traits: {isPlan: false, hasRuns: false, hasHistory: false, hasSchedules: true},
  tells: [],
  wholeAnswer: 'every crontab that is there could be read',
  options: z =>
    z.strictObject({
      ...crontabOptions(z),
      anacronAt: checkedString(z, text =>
        parseTimeOfDay(text) === undefined
          ? `"${text}" is not a time of day; write it like 07:30`
          : undefined,
      )
        .optional()
        .describe(
          'The local time at which anacron is started for its daily jobs (Debian: 07:30), where /etc/anacrontab has no START_HOURS_RANGE. Default: its daily jobs are due at no time',
        ),
      cronDNames: z
        .enum(CRON_D_NAMES)
        .default('auto')
        .describe(
          'Which files of /etc/cron.d count: `debian` = names of letters, digits, _ and - only; `any` = those with dots too (cronie). Default: `auto`, as the host of the own command is Debian without cronie or not; else any',
        ),
    }),
  command: ({cronDNames}) => ({shell: IS_DEBIANS[cronDNames] + PRINT_CRONTABS}),
  open({clock, options}) {
    const {observations, reject} = collectObservations();
    const reader = createCrontabReader(
      {
        ...options,
        timezone: clock.zone.name,
        anacronAtMs: options.anacronAt === undefined ? undefined : parseTimeOfDay(options.anacronAt),
      },
      reject,
    );
    return lineParser(
      (text, number) => {
        if (!reader.read(text, number)) reject(number, text, NOT_A_CRONTAB_LINE);
      },
      () => {
        observations.schedules = reader.finish();
        return observations;
      },
      reject,
    );
  },
};

const NOT_A_CRONTAB_LINE =
  'no crontab line: expected time fields and a command, a nickname such as @daily, NAME=value or a comment';
