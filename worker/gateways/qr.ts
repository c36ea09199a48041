// QR codes: as a path that a page draws, and as SVG and PNG files to download.

import { create } from "qrcode";

export interface QrDrawing {
  /** Modules across, with the quiet zone. */
  readonly size: number;
  /** Dark modules, in the coordinates of a `0 0 size size` view box. */
  readonly path: string;
}

/** ISO/IEC 18004: four modules of nothing on each side. */
const QUIET_MODULES = 4;
const PNG_PIXELS_A_MODULE = 16;
const PNG_SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const CRC_POLYNOMIAL = 0xedb88320;

type IsDark = (row: number, column: number) => boolean;

export function drawQr(text: string): QrDrawing {
  const { size, isDark } = modulesOf(text);
  let path = "";
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (!isDark(row, column)) continue;
      const start = column;
      while (isDark(row, column + 1)) column++;
      const width = column - start + 1;
      path += `M${start} ${row}h${width}v1h-${width}z`;
    }
  }
  return { size, path };
}

export function qrSvg(text: string): string {
  const { size, path } = drawQr(text);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${path}"/></svg>\n`;
}

/** One bit a pixel, black on white. The platform has the compression; the library's own PNG writer wants Node's streams. */
export async function qrPng(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const { size, isDark } = modulesOf(text);
  const pixels = size * PNG_PIXELS_A_MODULE;
  const rowBytes = 1 + Math.ceil(pixels / 8);
  const raster = new Uint8Array(rowBytes * pixels);
  for (let y = 0; y < pixels; y++) {
    for (let x = 0; x < pixels; x++) {
      if (isDark(Math.floor(y / PNG_PIXELS_A_MODULE), Math.floor(x / PNG_PIXELS_A_MODULE))) continue;
      // The first byte of a row names its filter: none.
      const at = y * rowBytes + 1 + (x >> 3);
      raster[at] = (raster[at] ?? 0) | (0x80 >> (x & 7));
    }
  }
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, pixels);
  view.setUint32(4, pixels);
  header[8] = 1;
  const packed = new Response(new Blob([raster]).stream().pipeThrough(new CompressionStream("deflate")));
  const chunks = [
    PNG_SIGNATURE,
    chunk("IHDR", header),
    chunk("IDAT", new Uint8Array(await packed.arrayBuffer())),
    chunk("IEND", new Uint8Array()),
  ];
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

/** Level M mends 15 %: what a counter does to a card. */
function modulesOf(text: string): { readonly size: number; readonly isDark: IsDark } {
  const { modules } = create(text, { errorCorrectionLevel: "M" });
  const isDark: IsDark = (row, column) => {
    const [y, x] = [row - QUIET_MODULES, column - QUIET_MODULES];
    const isInside = y >= 0 && x >= 0 && y < modules.size && x < modules.size;
    return isInside && modules.get(y, x) !== 0;
  };
  return { size: modules.size + 2 * QUIET_MODULES, isDark };
}

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
