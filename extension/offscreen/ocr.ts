/**
 * Reads the text in parts of a screenshot, by tesseract.js in a worker of its own. Built apart and loaded only where a
 * person switched it on; engine and language data are packaged.
 */
import { createWorker, type Worker } from 'tesseract.js';
import type { Area } from './messages.ts';

/** Small print is read better when it is larger; more than this many pixels is not worth the time. */
const ENLARGED = 2;
const MOST_PIXELS = 4_000_000;

let reader: Promise<Worker> | undefined;

function readerFor(base: string): Promise<Worker> {
  reader ??= createWorker('eng', 1, {
    workerPath: `${base}ocr/worker.min.js`,
    corePath: `${base}ocr/tesseract-core-simd-lstm.wasm.js`,
    langPath: `${base}ocr`,
    workerBlobURL: false,
    cacheMethod: 'none',
    gzip: true,
  });
  // One that didn't start is no reader; the next picture tries again.
  reader.catch(() => {
    reader = undefined;
  });
  return reader;
}

/** @returns the text of each area, empty where there is none */
export async function readText(base: string, image: string, areas: readonly Area[]): Promise<string[]> {
  const picture = await createImageBitmap(blobOf(image));
  const worker = await readerFor(base);
  const texts: string[] = [];
  for (const area of areas) {
    const scale = Math.min(ENLARGED, Math.sqrt(MOST_PIXELS / (area.width * area.height)));
    const canvas = new OffscreenCanvas(Math.ceil(area.width * scale), Math.ceil(area.height * scale));
    const { x, y, width, height } = area;
    canvas.getContext('2d')?.drawImage(picture, x, y, width, height, 0, 0, canvas.width, canvas.height);
    const { data } = await worker.recognize(await canvas.convertToBlob());
    texts.push(data.text.replace(/\s+/g, ' ').trim());
  }
  picture.close();
  return texts;
}

/** Our pages may fetch from ourselves only, and a data URL is nobody's. */
function blobOf(dataUrl: string): Blob {
  const bytes = atob(dataUrl.slice(dataUrl.indexOf(',') + 1));
  return new Blob([Uint8Array.from(bytes, (byte) => byte.charCodeAt(0))], { type: 'image/png' });
}
