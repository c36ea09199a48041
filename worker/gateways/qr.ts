// QR codes: as a path that a page draws, and as SVG and PNG files to download.

import { create } from "qrcode";
import { encodePng, paletteBetween } from "./png.ts";

export interface QrDrawing {
  /** Modules across, with the quiet zone. */
  readonly size: number;
  /** Dark modules, in the coordinates of a `0 0 size size` view box. */
  readonly path: string;
}

/** ISO/IEC 18004: four modules of nothing on each side. */
const QUIET_MODULES = 4;
const PNG_PIXELS_A_MODULE = 16;
const BLACK_AND_WHITE = paletteBetween("#000000", "#ffffff", 1);

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

/** Black on white. The library's own PNG writer wants Node's streams. */
export async function qrPng(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const { size, isDark } = modulesOf(text);
  const side = size * PNG_PIXELS_A_MODULE;
  const pixels = new Uint8Array(side * side);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const dark = isDark(Math.floor(y / PNG_PIXELS_A_MODULE), Math.floor(x / PNG_PIXELS_A_MODULE));
      pixels[y * side + x] = dark ? 0 : 1;
    }
  }
  return encodePng(side, pixels, BLACK_AND_WHITE);
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
