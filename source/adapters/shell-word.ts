/** A word for the shell lines of adapters' own commands, in single quotes, in which nothing is special but the quote itself. */
export function shellWord(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
