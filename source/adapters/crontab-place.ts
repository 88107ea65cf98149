/** What a crontab's path says of it. */
export type CrontabPlace = {form?: 'system' | 'user' | 'anacron'; user?: string; isIgnored?: boolean};

// Spools of Debian, SUSE, the Red Hat family, BSD and Alpine: one file a user.
const USER_CRONTAB = /^\/(?:var\/spool\/cron(?:\/crontabs|\/tabs)?|var\/cron\/tabs|etc\/crontabs)\/([^/]+)$/;
const SYSTEM_CRONTAB = /^\/etc\/(?:crontab|cron\.d\/([^/]+))$/;

// What editors and package managers leave behind: neither Debian's cron nor cronie (not_a_crontab in database.c) reads such files.
const LEFTOVER = /^[.#]|~$|\.(?:swp|cfsaved|dpkg-\w+|ucf-\w+|rpm(?:save|new|orig))$/;

/** "The files must consist solely of upper- and lower-case letters, digits, underscores, and hyphens" (Debian's cron(8)). */
const DEBIAN_NAME = /^[A-Za-z0-9_-]+$/;

/** Which files of /etc/cron.d the host's cron reads; `auto` = where the host tells (the own command looks), else `any`. */
export const CRON_D_NAMES = ['auto', 'debian', 'any'] as const;
export type CronDNames = (typeof CRON_D_NAMES)[number];

export function placeOfCrontab(path: string, names: CronDNames = 'auto'): CrontabPlace {
  if (path === '/etc/anacrontab') return {form: 'anacron'};
  const user = USER_CRONTAB.exec(path)?.[1];
  if (user !== undefined) return {form: 'user', user};
  const system = SYSTEM_CRONTAB.exec(path);
  if (!system) return {};
  const name = system[1];
  const isIgnored =
    name !== undefined && (LEFTOVER.test(name) || (names === 'debian' && !DEBIAN_NAME.test(name)));
  return {form: 'system', isIgnored};
}
