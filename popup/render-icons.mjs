// Draws extension/icons/*.png from the SVGs beside them. Run by hand when a drawing changes; the PNGs are committed.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { requireBrowser } from '../scripts/browser.mjs';

const folder = new URL('../extension/icons/', import.meta.url);
const browser = await chromium.launch({ executablePath: requireBrowser(), args: ['--no-sandbox'] });
const page = await browser.newPage();
for (const file of (await readdir(folder)).filter((name) => name.endsWith('.svg'))) {
  const state = file.replace('.svg', '');
  const drawing = (await readFile(new URL(file, folder))).toString('base64');
  for (const size of [16, 32, 48, 128]) {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(
      `<body style="margin:0"><img src="data:image/svg+xml;base64,${drawing}" width="${size}" height="${size}" style="display:block">`,
    );
    const png = await page.screenshot({ omitBackground: true });
    await writeFile(new URL(`${state}-${size}.png`, folder), png);
    if (state === 'guard') await writeFile(new URL(`${size}.png`, folder), png);
  }
}
await browser.close();
