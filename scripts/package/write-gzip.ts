import {gzipSync} from 'node:zlib';

/** Where a gzip file says on which system it was made (RFC 1952, 2.3), and the value for one that is not known. */
const SYSTEM_AT = 9;
const UNKNOWN = 255;

/** The same bytes on Windows as on Linux, and without a time. */
export function writeGzip(bytes: Uint8Array, level = 9): Buffer {
  const packed = gzipSync(bytes, {level});
  packed[SYSTEM_AT] = UNKNOWN;
  return packed;
}
