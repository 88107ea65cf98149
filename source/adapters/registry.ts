/**
 * Every built-in adapter by its name in the configuration. A new scheduler is one file beside this one and one line here.
 * Loaded by the lean collector: no adapter may import zod or anything else that is heavy.
 */
import type {Adapter} from '../domain/adapter.ts';
import {cron} from './cron.ts';
import {crontab} from './crontab.ts';
import {systemd} from './systemd.ts';
import {systemdTimers} from './systemd-timers.ts';

const all: readonly Adapter[] = [cron, crontab, systemd, systemdTimers];

export const adapters: ReadonlyMap<string, Adapter> = new Map(all.map(adapter => [adapter.name, adapter]));
