/**
 * Job name patterns: `*` any characters (also `/`), `?` one character, `[a-z]`/`[^a-z]` one of a set: SQLite's GLOB, so
 * that a pattern means the same in a query and in memory. Matching is case-sensitive.
 */
export function compileGlob(pattern: string): (text: string) => boolean {
  if (!/[*?[]/.test(pattern)) return text => text === pattern;
  const source = pattern.replace(/\*+|\?|\[(\^?)(\]?[^\]]*)\]|[\s\S]/g, (token, negated, members) => {
    if (token.startsWith('*')) return '[\\s\\S]*';
    if (token === '?') return '[\\s\\S]';
    if (members !== undefined) return `[${negated}${members.replace(/[\\\]^[]/g, '\\$&')}]`;
    return token.replace(/[.+^${}()|\\[\]/-]/g, '\\$&');
  });
  const expression = new RegExp(`^${source}$`);
  return text => expression.test(text);
}

export function isGlob(pattern: string): boolean {
  return /[*?[]/.test(pattern);
}
