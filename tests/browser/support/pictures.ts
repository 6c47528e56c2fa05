// Pictures as phones make them: lying on their side, with a note saying so, and with where they were taken.
import type { Page } from 'playwright-core';

/** The place in a photo's metadata, which must be removed. */
export const PLACE = 'TAKEN-AT-HOME';

/** A JPEG of this size, red in its upper half and blue below, whose note says “turn me to the right”. */
export async function photo(page: Page, width: number, height: number): Promise<Buffer> {
  const data = await page.evaluate(
    ([w, h]) => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [w, h];
      const pen = canvas.getContext('2d');
      if (!pen) throw new Error('no canvas');
      pen.fillStyle = '#f00';
      pen.fillRect(0, 0, w, h / 2);
      pen.fillStyle = '#00f';
      pen.fillRect(0, h / 2, w, h / 2);
      return canvas.toDataURL('image/jpeg', 0.9).split(',')[1] ?? '';
    },
    [width, height] as const,
  );
  const jpeg = Buffer.from(data, 'base64');
  return Buffer.concat([jpeg.subarray(0, 2), note(), jpeg.subarray(2)]);
}

/** An Exif segment with two entries: orientation 6, and a description. */
function note(): Buffer {
  const text = Buffer.from(`${PLACE}\0`);
  const tiff = Buffer.alloc(8 + 2 + 2 * 12 + 4);
  tiff.write('MM', 0);
  tiff.writeUInt16BE(42, 2);
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(2, 8);
  entry(tiff, 10, 0x010e, 2, text.length, tiff.length);
  entry(tiff, 22, 0x0112, 3, 1, 6 << 16);
  const body = Buffer.concat([Buffer.from('Exif\0\0'), tiff, text]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

function entry(tiff: Buffer, at: number, tag: number, type: number, count: number, value: number): void {
  tiff.writeUInt16BE(tag, at);
  tiff.writeUInt16BE(type, at + 2);
  tiff.writeUInt32BE(count, at + 4);
  tiff.writeUInt32BE(value >>> 0, at + 8);
}
