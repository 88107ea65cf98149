/** Configuration, database and environments for as long as a screen is open, while days pass. */
import {accessSync, constants, existsSync} from 'node:fs';
import path from 'node:path';
import type {Config} from '../../config/config.ts';
import type {Environment} from '../../domain/environment.ts';
import {ConfigError, StoreError} from '../../domain/errors.ts';
import type {Day, EpochMs} from '../../domain/time.ts';
import type {Moment} from '../../report/read-facts.ts';
import {openStore} from '../../store/sqlite-store.ts';
import type {Store} from '../../store/store.ts';
import type {CommandContext} from '../context.ts';
import {todayIn} from '../days.ts';
import {isCachedOnly} from '../produce-report.ts';
import {prepareFor, yearsAround} from '../product.ts';

export type LiveProduct = {
  readonly config: Config;
  /** Goes on with another configuration. Rejects with a ConfigError when that names another database, or a calendar that cannot be had. */
  change(next: Config): Promise<void>;
  now(): EpochMs;
  /** By this host's calendar. */
  today(): Day;
  /** The moment at which a business day is judged; absent = each environment's present one. */
  moment(day: Day | undefined): Moment;
  store(): Store;
  /** With the holidays around a day. */
  environments(day: Day | undefined): Promise<readonly Environment[]>;
  /** Whether the database can be written, as far as its file tells. */
  isWritable: boolean;
  /** Opens the database anew, for writing. Rejects with a StoreError, and reading goes on. */
  startWriting(): Promise<void>;
  close(): Promise<void>;
};

/** Another process's transaction is waited for so long; meanwhile no question is answered. */
const BUSY_TIMEOUT_MS = 1000;

/**
 * Opens the database for reading, which is much faster, unless it has first to be made or brought up to date. Rejects with a
 * StoreError when there is nothing to read and nothing may be written.
 */
export async function openLiveProduct(context: CommandContext, opened: Config): Promise<LiveProduct> {
  const {flags, io} = context;
  let config = opened;
  const file = {path: config.database, busyTimeoutMs: BUSY_TIMEOUT_MS};
  const openForWriting = (): Promise<Store> =>
    openStore({
      ...file,
      mode: 'write',
      ...(config.databaseGroup !== undefined && {group: config.databaseGroup}),
    });
  const isTimeFixed = flags.now !== undefined;
  const isWritable = canWrite(config.database);
  const mayWrite = isWritable && !(isCachedOnly(context) && (flags.readOnly || isTimeFixed));
  let store = await openStore({...file, mode: 'read'}).catch((error: unknown) => {
    if (error instanceof StoreError && isWritable && !isCachedOnly(context)) return openForWriting();
    throw error;
  });
  const prepared = new Map<string, Promise<readonly Environment[]>>();
  const now = (): EpochMs => (isTimeFixed ? context.now : io.wallClock());
  const today = (): Day => todayIn(io.hostTimezone, now());
  const prepare = (day: Day): Promise<readonly Environment[]> => {
    const years = yearsAround(day).join(' ');
    const known = prepared.get(years) ?? prepareFor(config, day, store);
    prepared.set(years, known);
    return known;
  };
  return {
    get config() {
      return config;
    },
    async change(next) {
      if (next.database !== config.database)
        throw new ConfigError(`${next.path}: another database (${next.database}): start the screen anew`);
      const day = today();
      const environments = prepareFor(next, day, store);
      await environments;
      config = next;
      prepared.clear();
      prepared.set(yearsAround(day).join(' '), environments);
    },
    now,
    today,
    moment: day => ({
      now: now(),
      ...(day !== undefined && {day}),
      ...(isTimeFixed && !flags.fresh && {knownAt: context.now}),
    }),
    store: () => store,
    environments: day => prepare(day ?? today()),
    isWritable: mayWrite,
    async startWriting() {
      const readable = store;
      store = await openForWriting();
      await readable.close();
      // Holidays that had to be worked out are kept from now on.
      prepared.clear();
      await prepare(today());
    },
    close: () => store.close(),
  };
}

/** A database in WAL mode needs files beside it. One that does not exist yet is made with its folders. */
function canWrite(file: string): boolean {
  try {
    if (existsSync(file)) accessSync(file, constants.W_OK);
    let folder = path.dirname(file);
    while (!existsSync(folder) && path.dirname(folder) !== folder) folder = path.dirname(folder);
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
