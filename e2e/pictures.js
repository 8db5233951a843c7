// Pictures of the living page, to look at: node pictures.js [FOLDER] (default: e2e/pictures, which git ignores).
import { mkdir, writeFile } from 'node:fs/promises';
import { launch, serve } from './browser.js';

const folder = process.argv[2] ?? new URL('./pictures/', import.meta.url).pathname;
await mkdir(folder, { recursive: true });
const { origin, stop } = await serve();
const browser = await launch();
try {
  for (const [language, path] of [['sv', '/design'], ['en', '/en/design'], ['404', '/finns-inte']]) {
    for (const [screen, width, height] of [['wide', 1280, 900], ['phone', 360, 740]]) {
      for (const colorScheme of ['light', 'dark']) {
        const page = await browser.newPage({ viewport: { width, height }, colorScheme, locale: 'sv-SE', hasTouch: screen === 'phone', isMobile: screen === 'phone' });
        await page.goto(origin + path);
        await page.screenshot({ path: `${folder}/${language}-${screen}-${colorScheme}.png`, fullPage: true });
        if (language !== '404') {
          // One picture a component: a whole page is too tall to be looked at.
          for (const specimen of await page.locator('.specimen').all()) {
            if (language === 'en' && (screen === 'phone' || colorScheme === 'dark')) continue;
            const id = await specimen.getAttribute('id');
            await specimen.screenshot({ path: `${folder}/${language}-${screen}-${colorScheme}-${id}.png` });
          }
        }
        await page.close();
      }
    }
  }
  const page = await browser.newPage({ colorScheme: 'dark' });
  await page.goto(`${origin}/design`);
  await writeFile(`${folder}/print.pdf`, await page.pdf({ format: 'A4', printBackground: true, preferCSSPageSize: true }));
} finally {
  await browser.close();
  stop();
}
