// Makes a picture small, upright and free of metadata, by drawing it again.

/** The longest side, in pixels. */
export const LONGEST = 1_600;
/** Bigger files make a phone run out of memory before they are pictures. */
const FILE_LIMIT = 40_000_000;
/** The largest file that the service accepts. */
const BYTES = 5_000_000;
const QUALITIES = [0.85, 0.7, 0.5];

export type Shrunk = { ok: true; picture: Blob } | { ok: false; why: 'tooBig' | 'unreadable' };

/** A JPEG of at most 1,600 pixels a side, as upright as the camera meant it. */
export async function shrink(file: Blob): Promise<Shrunk> {
  if (file.size > FILE_LIMIT) return { ok: false, why: 'tooBig' };
  const image = await read(file);
  if (!image || image.width === 0 || image.height === 0) return { ok: false, why: 'unreadable' };
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = fitted(image.width, image.height, LONGEST);
  const pen = canvas.getContext('2d');
  if (!pen) return { ok: false, why: 'unreadable' };
  // A drawing without a background was made on white paper.
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(image.source, 0, 0, canvas.width, canvas.height);
  image.close();
  for (const quality of QUALITIES) {
    const picture = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality));
    if (!picture) return { ok: false, why: 'unreadable' };
    if (picture.size <= BYTES) return { ok: true, picture };
  }
  return { ok: false, why: 'tooBig' };
}

/** Width and height that fit, in the same proportion, never bigger than they were. */
export function fitted(width: number, height: number, longest: number): [width: number, height: number] {
  const scale = Math.min(1, longest / Math.max(width, height));
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}

interface Read {
  source: CanvasImageSource;
  width: number;
  height: number;
  close: () => void;
}

async function read(file: Blob): Promise<Read | undefined> {
  return (await asBitmap(file)) ?? (await asImage(file));
}

async function asBitmap(file: Blob): Promise<Read | undefined> {
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
    return { source: bitmap, width: bitmap.width, height: bitmap.height, close: () => bitmap.close() };
  } catch {
    return undefined;
  }
}

/** The slower way, for browsers that read fewer kinds of files as bitmaps. */
async function asImage(file: Blob): Promise<Read | undefined> {
  const address = URL.createObjectURL(file);
  const image = new Image();
  image.src = address;
  try {
    await image.decode();
    const { naturalWidth: width, naturalHeight: height } = image;
    return { source: image, width, height, close: () => URL.revokeObjectURL(address) };
  } catch {
    URL.revokeObjectURL(address);
    return undefined;
  }
}
