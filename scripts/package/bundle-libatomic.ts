/**
 * Has Node's binary take libatomic from the folder that it lies in, under another name. It needs one function of it, and
 * small Debian and Red Hat systems do not have the library. Not by LD_LIBRARY_PATH: every command that is run would get it.
 *
 * The name of a library that is needed stands in a table of texts; in the room of the long one there is place for a short
 * one and for the path in which to look (ld.so(8), "$ORIGIN"; System V ABI, "Dynamic Section").
 */

/** As it is called in packaging/libatomic/build.sh. */
export const ATOMIC_NAME = 'a.so.1';

const WAS = 'libatomic.so.1\0';
const BECOMES = `${ATOMIC_NAME}\0$ORIGIN\0`;

const PT_LOAD = 1;
const PT_DYNAMIC = 2;
const DT_NULL = 0n;
const DT_STRTAB = 5n;
const DT_RUNPATH = 29n;

type Segment = {type: number; offset: number; address: number; size: number};

/** Changes `bytes`, a 64-bit little-endian ELF program. Throws when it does not need libatomic, or has no room. */
export function bundleLibatomic(bytes: Buffer): Buffer {
  const segments = readSegments(bytes);
  const dynamic = segments.find(({type}) => type === PT_DYNAMIC);
  if (!dynamic)
    throw new Error('the runtime is not linked dynamically: see scripts/package/bundle-libatomic.ts');
  const entries = readDynamic(bytes, dynamic);
  const texts = entries.find(({tag}) => tag === DT_STRTAB)?.value ?? 0;
  const start = findOffset(segments, texts);
  const at = bytes.indexOf(WAS, start, 'latin1');
  const [end, spare] = entries.filter(({tag}) => tag === DT_NULL);
  if (at < 0 || !end || !spare || entries.some(({tag}) => tag === DT_RUNPATH))
    throw new Error('the runtime has changed: see scripts/package/bundle-libatomic.ts');
  bytes.write(BECOMES, at, 'latin1');
  bytes.writeBigInt64LE(DT_RUNPATH, end.at);
  bytes.writeBigUInt64LE(BigInt(at + `${ATOMIC_NAME}\0`.length - start), end.at + 8);
  return bytes;
}

function readSegments(bytes: Buffer): Segment[] {
  const start = Number(bytes.readBigUInt64LE(0x20));
  const step = bytes.readUInt16LE(0x36);
  return Array.from({length: bytes.readUInt16LE(0x38)}, (_, index) => {
    const at = start + index * step;
    const [offset = 0, address = 0, , size = 0] = [8, 16, 24, 32].map(field =>
      Number(bytes.readBigUInt64LE(at + field)),
    );
    return {type: bytes.readUInt32LE(at), offset, address, size};
  });
}

function readDynamic(bytes: Buffer, {offset, size}: Segment): {at: number; tag: bigint; value: number}[] {
  return Array.from({length: size / 16}, (_, index) => {
    const at = offset + index * 16;
    return {at, tag: bytes.readBigInt64LE(at), value: Number(bytes.readBigUInt64LE(at + 8))};
  });
}

function findOffset(segments: readonly Segment[], address: number): number {
  const home = segments.find(
    ({type, address: from, size}) => type === PT_LOAD && address >= from && address < from + size,
  );
  if (!home) throw new Error('the runtime names an address that it does not load');
  return home.offset + address - home.address;
}
