import type {Effects} from './controller.ts';

/** Collects an environment, or all, now. */
export function refresh({backend, session, say}: Effects, environment: string | undefined): void {
  if (session.isCachedOnly) {
    say('bad', 'this screen shows what is in the database (--cached or --now): nothing is collected');
    return;
  }
  backend.refresh(environment === undefined ? undefined : [environment]);
  say('info', `collecting ${environment ?? 'all environments'}`);
}
