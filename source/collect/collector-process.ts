/** The entry of the collector's two processes (see `fork-process.ts`). Each loads only what its role needs. */
import type {Role} from './fork-process.ts';
import {removeOwnVariables} from './fork-process.ts';

removeOwnVariables();

const COMMANDS: Role = 'commands';
if (process.argv[2] === COMMANDS) void import('./serve-commands.ts');
else void import('./serve-collection.ts');
