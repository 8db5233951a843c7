// Pictures of pages, to keep: in WebP as Chromium writes it, each of them not larger than MOST.
import { writeFile } from 'node:fs/promises';

const MOST = 30_000;
/** How tall a picture may be: what is taller is several pictures, or cut. */
export const TALLEST = 2400;
/** Pictures of one page at most: of a long table the beginning shows how it looks. */
const PARTS = 4;

/** Pictures of the whole page from its top to its bottom, `name.webp`, `name-2.webp` …, at most so many; gives their names and whether
 *  something of the page is left. */
export async function pictures(page, folder, name, most = PARTS) {
  const session = await page.context().newCDPSession(page);
  const { width, height } = await page.evaluate(() => ({ width: innerWidth, height: document.documentElement.scrollHeight }));
  const names = [];
  for (let y = 0; y < height && names.length < most; y += TALLEST) {
    const clip = { x: 0, y, width, height: Math.min(height - y, TALLEST), scale: 1 };
    let data;
    for (const quality of [55, 40, 25, 15]) {
      ({ data } = await session.send('Page.captureScreenshot', { format: 'webp', quality, clip, captureBeyondViewport: true }));
      if (data.length * 0.75 < MOST) break;
    }
    names.push(`${name}${names.length ? `-${names.length + 1}` : ''}.webp`);
    await writeFile(`${folder}/${names.at(-1)}`, Buffer.from(data, 'base64'));
  }
  await session.detach();
  return { names, cut: height > TALLEST * names.length };
}
