/** One member of an ar archive. */
export type ArMember = {
  /** At most 16 characters. */
  name: string;
  contents: Uint8Array;
};

const MAGIC = '!<arch>\n';

/** The common ar format as deb(5) demands it: headers of 60 bytes, members padded to an even length. `epoch` in seconds. */
export function writeAr(members: readonly ArMember[], epoch: number): Buffer {
  return Buffer.concat([Buffer.from(MAGIC), ...members.flatMap(member => writeMember(member, epoch))]);
}

function writeMember({name, contents}: ArMember, epoch: number): Uint8Array[] {
  if (name.length > 16) throw new Error(`${name} is too long a name for an ar archive`);
  const fields: [string, number][] = [
    [name, 16],
    [String(epoch), 12],
    ['0', 6],
    ['0', 6],
    ['100644', 8],
    [String(contents.length), 10],
  ];
  const header = `${fields.map(([text, width]) => text.padEnd(width)).join('')}\`\n`;
  return [Buffer.from(header), contents, Buffer.from(contents.length % 2 === 1 ? '\n' : '')];
}
