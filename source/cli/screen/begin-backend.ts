/** What a screen needs to begin with: what it shows, where it starts, and what it may do. */
import {hostname, userInfo} from 'node:os';
import {formatBuiltinNotice} from '../../config/builtin-config.ts';
import type {Config} from '../../config/config.ts';
import type {Session} from '../../ui/backend.ts';
import {chooseEnvironments} from '../choose-environments.ts';
import type {CommandContext, Io} from '../context.ts';
import {isCachedOnly} from '../produce-report.ts';
import type {Subject} from '../product.ts';
import {readSubject} from '../product.ts';
import type {LiveProduct} from './live-product.ts';
import {openLiveProduct} from './live-product.ts';
import type {Start} from './messages.ts';
import {pickDay} from './messages.ts';
import type {ReportMemory} from './remembered-report.ts';
import {openReportMemory} from './remembered-report.ts';

export type Beginning = {
  product: LiveProduct;
  session: Session;
  start: Start;
  /** Absent where what is shown is not the present of all environments. */
  memory?: ReportMemory;
};

/** Rejects with an error for the operator (see `readSubject` and `openLiveProduct`). */
export async function beginBackend(context: CommandContext): Promise<Beginning> {
  const {subject, names, environment, chosen} = await readChosen(context);
  const product = await openLiveProduct(context, chosen);
  const {path: config = '', database} = subject.config;
  return {
    product,
    session: describeSession(context, product.config, product.isWritable),
    start: {...(environment !== undefined && {environment}), ...pickDay(subject)},
    ...(isOfAll(context, names, subject) && {memory: openReportMemory(context, {config, database})}),
  };
}

/** The configuration as it is now, with the environments that the screen was opened for. Rejects with a ConfigError. */
export async function readConfigAgain(context: CommandContext): Promise<Config> {
  const {chosen} = await readChosen(context);
  return chosen;
}

/** `chosen`: the configuration with the environments that the command line names alone. */
async function readChosen(context: CommandContext) {
  const subject = await readSubject(context);
  const start = await chooseStart(context, subject);
  const environments = subject.config.environments.filter(({name}) => start.names.includes(name));
  return {subject, ...start, chosen: {...subject.config, environments}};
}

/** The present of all environments is what the next screen begins with. */
function isOfAll({flags}: CommandContext, names: readonly string[], {config, day}: Subject): boolean {
  const isAll = flags.env === undefined && names.length === config.environments.length;
  return isAll && day === undefined && flags.now === undefined;
}

/** A name opens that environment; a pattern is the same as `--env`. */
async function chooseStart(
  {operands}: CommandContext,
  {config}: Subject,
): Promise<{names: readonly string[]; environment?: string}> {
  const all = config.environments.map(({name}) => name);
  const names = await chooseEnvironments(operands, all);
  const [environment] = names;
  return operands.length > 0 && names.length === 1 && environment !== undefined
    ? {names: all, environment}
    : {names};
}

export function describeSession(
  context: CommandContext,
  config: Subject['config'],
  isWritable: boolean,
): Session {
  const {flags, io, now, version} = context;
  const notice = flags.quiet ? undefined : formatBuiltinNotice(config);
  return {
    version,
    user: readUser(io),
    host: hostname(),
    timezone: io.hostTimezone,
    configPath: config.path ?? null,
    databasePath: config.database,
    // Nothing can be said of the past: it would not be seen there.
    isReadOnly: flags.readOnly === true || flags.now !== undefined || !isWritable,
    isCachedOnly: isCachedOnly(context) || !isWritable,
    now: flags.now === undefined ? null : now,
    notice: notice ?? null,
  };
}

/** Who acknowledges: the person, not the account that sudo lent. */
export function readUser({env, uid}: Pick<Io, 'env' | 'uid'>): string {
  if (uid === 0 && env.SUDO_USER) return env.SUDO_USER;
  try {
    return userInfo().username;
  } catch {
    // A user id without an account.
    return env.LOGNAME || env.USER || String(uid ?? '');
  }
}
