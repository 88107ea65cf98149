/** What a crontab's path says of it. */
export type CrontabPlace = {form?: 'system' | 'user' | 'anacron'; user?: string; isIgnored?: boolean};

// Spools of Debian, SUSE, the Red Hat family, BSD and Alpine: one file a user.
const USER_CRONTAB = /^\/(?:var\/spool\/cron(?:\/crontabs|\/tabs)?|var\/cron\/tabs|etc\/crontabs)\/([^/]+)$/;
const SYSTEM_CRONTAB = /^\/etc\/(?:crontab|cron\.d\/([^/]+))$/;

// What editors and package managers leave behind: neither Debian's cron nor cronie reads such files.
const LEFTOVER = /^\.|~$|\.(?:swp|dpkg-\w+|ucf-\w+|rpm(?:save|new|orig))$/;

export function placeOfCrontab(path: string): CrontabPlace {
  if (path === '/etc/anacrontab') return {form: 'anacron'};
  const user = USER_CRONTAB.exec(path)?.[1];
  if (user !== undefined) return {form: 'user', user};
  const system = SYSTEM_CRONTAB.exec(path);
  return system ? {form: 'system', isIgnored: LEFTOVER.test(system[1] ?? '')} : {};
}
