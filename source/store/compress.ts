/** Texts as zstd keeps them. */

export function compress(text: string): Uint8Array {
  const {zstdCompressSync, constants} = loadZlib();
  // Level 1: of lines of outputs higher ones make more, not less, and take longer.
  const params = {[constants.ZSTD_c_compressionLevel]: 1, [constants.ZSTD_c_checksumFlag]: 1};
  return zstdCompressSync(text, {params});
}

/** Undefined for what is damaged, or longer than so many bytes. */
export function decompress(bytes: Uint8Array, maxOutputLength: number): string | undefined {
  try {
    return loadZlib().zstdDecompressSync(bytes, {maxOutputLength}).toString();
  } catch {
    return undefined;
  }
}

/** Not imported: whoever opens a database would load it, and few need it. */
function loadZlib(): typeof import('node:zlib') {
  return process.getBuiltinModule('node:zlib');
}
