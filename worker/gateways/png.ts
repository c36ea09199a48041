// PNG files, from pixels that are numbers of a palette's colours. The platform has the compression.

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** What a pixel may have (PNG, second edition, 11.2.2). */
const BITS = [1, 2, 4, 8];
const BY_PALETTE = 3;
const CRC_POLYNOMIAL = 0xedb88320;

/** @param pixels row by row, `side` by `side`; @param palette three bytes a colour */
export async function encodePng(
  side: number,
  pixels: Uint8Array,
  palette: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const bits = BITS.find((some) => 3 << some >= palette.length) ?? 8;
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, side);
  view.setUint32(4, side);
  header.set([bits, BY_PALETTE], 8);
  const packed = new Response(
    new Blob([rowsOf(side, pixels, bits)]).stream().pipeThrough(new CompressionStream("deflate")),
  );
  const chunks = [
    SIGNATURE,
    chunk("IHDR", header),
    chunk("PLTE", palette),
    chunk("IDAT", new Uint8Array(await packed.arrayBuffer())),
    chunk("IEND", new Uint8Array()),
  ];
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

/** Each row with a byte before it that names its filter: none. */
function rowsOf(side: number, pixels: Uint8Array, bits: number): Uint8Array<ArrayBuffer> {
  const rowBytes = 1 + Math.ceil((side * bits) / 8);
  const rows = new Uint8Array(rowBytes * side);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const at = y * rowBytes + 1 + ((x * bits) >> 3);
      const pixel = pixels[y * side + x] ?? 0;
      rows[at] = (rows[at] ?? 0) | (pixel << (8 - bits - ((x * bits) & 7)));
    }
  }
  return rows;
}

/** From one colour (`#rrggbb`) to another, in `steps` steps: one colour more than that. */
export function paletteBetween(from: string, to: string, steps: number): Uint8Array {
  const [ground, ink] = [channels(from), channels(to)];
  const palette = new Uint8Array((steps + 1) * 3);
  for (let at = 0; at < palette.length; at++) {
    const [first = 0, last = 0] = [ground[at % 3], ink[at % 3]];
    palette[at] = Math.round(first + ((last - first) * Math.floor(at / 3)) / steps);
  }
  return palette;
}

const channels = (color: string): number[] => [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));

/** Length, name, data, and a check over name and data (PNG, second edition, 5.3). */
function chunk(name: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(name), 4);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ CRC_POLYNOMIAL : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
