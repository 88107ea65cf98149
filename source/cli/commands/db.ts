import {ConfigError} from '../../domain/errors.ts';
import {backupDatabase, checkDatabase, formatStamp, restoreDatabase} from '../../store/maintenance.ts';
import {migrateDatabase} from '../../store/migrate-database.ts';
import {checkChoices} from '../choices.ts';
import type {CommandContext} from '../context.ts';
import {EXIT} from '../context.ts';
import {readConfig} from '../product.ts';

const ACTIONS = ['check', 'backup', 'restore', 'migrate'] as const;

/** Looks after the database file; needs no environment and collects nothing. */
export async function run(context: CommandContext): Promise<number> {
  const {operands, io} = context;
  const [word, file] = operands;
  if (word === undefined)
    throw new ConfigError(
      'say what to do with the database: db check, db backup [file], db restore <file>, db migrate',
    );
  const [action] = (await checkChoices('db', [word], ACTIONS)) ?? [];
  const {database, databaseGroup: group} = await readConfig(context);
  switch (action) {
    case 'backup': {
      const target = file ?? defaultBackupPath(database, context.now);
      await backupDatabase(database, target);
      await io.write(`Backed up ${database} to ${target}.\n`);
      return EXIT.ok;
    }
    case 'restore': {
      if (file === undefined)
        throw new ConfigError('name the backup to restore: jobtrack-tui db restore <file>');
      const {keptAs} = await restoreDatabase(database, file);
      await io.write(
        `Restored ${database} from ${file}.${keptAs ? ` What was there is kept as ${keptAs}.` : ''}\n`,
      );
      return EXIT.ok;
    }
    case 'migrate': {
      const options = {path: database, now: context.now, ...(group !== undefined && {group})};
      const {from, to} = await migrateDatabase(options);
      await io.write(
        from === to
          ? `${database} has schema version ${to}: nothing to do.\n`
          : `Migrated ${database} from schema version ${from} to ${to}.\n`,
      );
      return EXIT.ok;
    }
    default: {
      const {problems, version, runs} = await checkDatabase(database);
      await io.write(
        problems.length === 0
          ? `${database} is sound: version ${version}, ${runs} runs.\n`
          : `${database} is damaged:\n${problems.map(problem => `  ${problem}\n`).join('')}Restore a backup with \`jobtrack-tui db restore <file>\`.\n`,
      );
      return problems.length === 0 ? EXIT.ok : EXIT.problem;
    }
  }
}

/** Beside the database, named by the instant: `jobtrack.db.backup-20261123T064000Z`. */
function defaultBackupPath(database: string, now: number): string {
  return `${database}.backup-${formatStamp(now)}`;
}
