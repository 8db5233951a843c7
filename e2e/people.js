// People and their browsers: what goes wrong in one is kept, and axe looks at what they see.
import assert from 'node:assert/strict';
import { findings, withoutOurs } from './browser.js';

const PATIENCE = Number(process.env.PATIENCE ?? 120_000);
export const WIDE = { viewport: { width: 1280, height: 900 } };
export const PHONE = { viewport: { width: 375, height: 740 }, hasTouch: true, isMobile: true };

/** A browser of somebody's own that has never been here; what goes wrong in it is kept. */
export async function somebody(browser, baseURL, options = {}) {
  // Copying is asked about nowhere where there is a window.
  const context = await browser.newContext({ baseURL, permissions: ['clipboard-write'], ...options });
  // A slow machine is no fault.
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  page.complaints = [];
  page.axe = options.javaScriptEnabled !== false;
  page.on('console', (message) => message.type() === 'error' && page.complaints.push(message.text()));
  page.on('pageerror', (error) => page.complaints.push(String(error)));
  return page;
}

/** Somebody of the demonstration. */
export async function demonstrated(browser, site, name, options) {
  const page = await somebody(browser, site.origin, options);
  await page.goto(site.everybody);
  await page.getByRole('button', { name, exact: true }).click();
  return page;
}

/** Nothing complained, neither the browser nor the page's script, but of the answers that were meant. */
export async function left(meant, ...pages) {
  for (const page of pages) {
    assert.deepEqual(page.complaints.filter((text) => !meant.test(text)), []);
    await page.context().close();
  }
}

/** Nothing is wrong with a page as it is now: axe finds nothing on it, and nothing sticks out of it. axe itself needs scripts. */
export async function looked(page, when) {
  if (page.axe === false) {
    await withoutOurs(page, (beside) => looked(beside, when));
    return;
  }
  assert.deepEqual(await findings(page), [], `${when}: ${page.url()}`);
  await fits(page, when);
}

/** Nothing sticks out of a page. */
export async function fits(page, when) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(over, 0, `${when}: ${page.url()} is wider than the screen`);
}
