/** The entry of the collector's two processes (see `fork-process.ts`). Each loads only what its role needs. */
import type {Role} from './fork-process.ts';

// The commands inherit our environment; what was meant for this process alone ends here.
delete process.env.NODE_COMPILE_CACHE;

const COMMANDS: Role = 'commands';
if (process.argv[2] === COMMANDS) void import('./serve-commands.ts');
else void import('./serve-collection.ts');
