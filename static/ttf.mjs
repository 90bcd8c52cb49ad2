// A font out of its WOFF file, for what is printed: typst reads only plain TrueType.
import { inflateSync } from "node:zlib";

// Tables are zlib streams behind a directory of (tag, offset, packed length, length, checksum).
export function unpacked(woff) {
  const count = woff.readUInt16BE(12);
  const tables = [];
  for (let n = 0; n < count; n += 1) {
    const at = 44 + n * 20;
    const [start, packed, length] = [4, 8, 12].map((step) => woff.readUInt32BE(at + step));
    const stored = woff.subarray(start, start + packed);
    const content = packed < length ? inflateSync(stored) : Buffer.from(stored);
    tables.push({ tag: woff.subarray(at, at + 4), checksum: woff.subarray(at + 16, at + 20), content });
  }
  return assembled(woff.subarray(4, 8), tables);
}

function assembled(flavour, tables) {
  const power = Math.floor(Math.log2(tables.length));
  const head = Buffer.alloc(12 + tables.length * 16);
  flavour.copy(head);
  [tables.length, 16 << power, power, (tables.length - (1 << power)) * 16].forEach((n, i) => head.writeUInt16BE(n, 4 + i * 2));
  let offset = head.length;
  const parts = [head];
  tables.forEach(({ tag, checksum, content }, n) => {
    const at = 12 + n * 16;
    tag.copy(head, at);
    checksum.copy(head, at + 4);
    head.writeUInt32BE(offset, at + 8);
    head.writeUInt32BE(content.length, at + 12);
    const padded = Buffer.concat([content, Buffer.alloc(-content.length & 3)]);
    parts.push(padded);
    offset += padded.length;
  });
  return Buffer.concat(parts);
}

// Two files of one family would hide each other: the second gets a name of its own, as long as the first.
export function renamed(font, from, to) {
  for (const encoding of ["utf16le", "latin1"]) {
    const [old, fresh] = [from, to].map((name) => Buffer.from(name, encoding));
    if (encoding === "utf16le") [old, fresh].forEach((name) => name.swap16());
    for (let at = font.indexOf(old); at >= 0; at = font.indexOf(old, at + old.length)) fresh.copy(font, at);
  }
  return font;
}
