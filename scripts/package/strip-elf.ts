/**
 * Leaves out of a 64-bit little-endian ELF file what is not loaded when it runs: symbols for debuggers, a fifth of Node's
 * binary. What `strip` does, on any platform and for any processor (elf(5); System V ABI, "Sections").
 */

const SECTION_HEADER = 64;
const NO_BITS = 8;
const ALLOCATED = 2n;

type Section = {
  header: Buffer;
  index: number;
  type: number;
  isAllocated: boolean;
  offset: number;
  size: number;
};

/** Returns the file as it is when something that is loaded stands behind what would be left out. Throws for other files. */
export function stripElf(bytes: Buffer): Buffer {
  if (bytes.toString('latin1', 0, 6) !== '\x7fELF\x02\x01')
    throw new Error('this is no 64-bit little-endian ELF file');
  const names = bytes.readUInt16LE(0x3e);
  const sections = readSections(bytes);
  const kept = sections.filter(({index, isAllocated}) => index === 0 || isAllocated || index === names);
  const end = Math.max(
    ...kept
      .filter(({index, type}) => index !== names && type !== NO_BITS)
      .map(({offset, size}) => offset + size),
    ...readSegmentEnds(bytes),
  );
  const dropped = sections.filter(section => !kept.includes(section) || section.index === names);
  if (dropped.some(({offset}) => offset < end)) return bytes;
  return assemble(bytes, kept, names, end);
}

function readSections(bytes: Buffer): Section[] {
  const start = Number(bytes.readBigUInt64LE(0x28));
  return Array.from({length: bytes.readUInt16LE(0x3c)}, (_, index) => {
    const header = Buffer.from(
      bytes.subarray(start + index * SECTION_HEADER, start + (index + 1) * SECTION_HEADER),
    );
    return {
      header,
      index,
      type: header.readUInt32LE(4),
      isAllocated: (header.readBigUInt64LE(8) & ALLOCATED) !== 0n,
      offset: Number(header.readBigUInt64LE(0x18)),
      size: Number(header.readBigUInt64LE(0x20)),
    };
  });
}

/** Where each part that the loader reads ends in the file. */
function readSegmentEnds(bytes: Buffer): number[] {
  const start = Number(bytes.readBigUInt64LE(0x20));
  const size = bytes.readUInt16LE(0x36);
  return Array.from({length: bytes.readUInt16LE(0x38)}, (_, index) => {
    const at = start + index * size;
    return Number(bytes.readBigUInt64LE(at + 8) + bytes.readBigUInt64LE(at + 0x20));
  });
}

/** What is loaded, then the sections' names, then their headers, which name each other by number. */
function assemble(bytes: Buffer, kept: readonly Section[], names: number, end: number): Buffer {
  const numbers = new Map(kept.map(({index}, number) => [index, number]));
  const table = kept.find(({index}) => index === names);
  const nameBytes = table ? bytes.subarray(table.offset, table.offset + table.size) : Buffer.alloc(0);
  const headersAt = Math.ceil((end + nameBytes.length) / 8) * 8;
  const headers = kept.map(({header, index}) => {
    const copy = Buffer.from(header);
    copy.writeUInt32LE(numbers.get(copy.readUInt32LE(0x28)) ?? 0, 0x28);
    // Of relocations `info` is a section; of symbol tables it is a count.
    if (isRelocation(copy)) copy.writeUInt32LE(numbers.get(copy.readUInt32LE(0x2c)) ?? 0, 0x2c);
    if (index === names) copy.writeBigUInt64LE(BigInt(end), 0x18);
    return copy;
  });
  const padding = Buffer.alloc(headersAt - end - nameBytes.length);
  const stripped = Buffer.concat([bytes.subarray(0, end), nameBytes, padding, ...headers]);
  stripped.writeBigUInt64LE(BigInt(headersAt), 0x28);
  stripped.writeUInt16LE(kept.length, 0x3c);
  stripped.writeUInt16LE(numbers.get(names) ?? 0, 0x3e);
  return stripped;
}

function isRelocation(header: Buffer): boolean {
  const type = header.readUInt32LE(4);
  return type === 4 || type === 9;
}
