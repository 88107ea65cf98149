import {setFlagsFromString} from 'node:v8';

/** With what V8 has unless told. The second is percent of the way from one collection to where the next one must come. */
const FLAGS = [
  {name: 'semi-space-growth-factor', values: {small: 1, usual: 2}},
  {name: 'incremental-marking-soft-trigger', values: {small: 25, usual: 0}},
] as const;

/**
 * Keeps the process about as small as loading the program has made it. V8 takes memory as long as nobody is short of it: the
 * room for what was just allocated would grow to 32 MiB, and what has lasted for some frames would be collected when it is
 * three times what is in use. From now on the first keeps its size, some 6 MiB, and the second is looked through sooner,
 * beside the program's own work. (`--max-semi-space-size` says the first better, but V8 reads that only when a process
 * begins; called before the program is loaded it would make that slower.)
 */
export function keepHeapSmall(): void {
  setHeap('small');
  // V8 takes no compiled code that was kept under other flags than it begins with: the launcher keeps it at these events.
  const launcher: NodeJS.EventEmitter = process;
  for (const event of ['jobtrack:started', 'exit']) launcher.prependListener(event, () => setHeap('usual'));
  launcher.on('jobtrack:started', () => setHeap('small'));
}

function setHeap(size: keyof (typeof FLAGS)[number]['values']): void {
  for (const {name, values} of FLAGS) setFlagsFromString(`--${name}=${values[size]}`);
}
