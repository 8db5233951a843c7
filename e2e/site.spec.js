// What somebody who wants to know does on the public site, on the program itself: finds the own municipality, asks why a cell is
// red and what it would take, looks whom to learn from, compares, gives the link away, downloads. With a mouse, with the keyboard
// only, on a phone, without scripts, in English; axe looks at every page on the way.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { jamfor, launch } from './browser.js';
import { PHONE, WIDE, looked, somebody } from './people.js';

const ROUND = '/resultat/2018-omgang-3';

let site;
let browser;
before(async () => {
  site = await jamfor();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

/** What the mouse does. */
const MOUSE = {
  follow: (page, selector) => page.locator(selector).first().click(),
  write: async (page, selector, text) => {
    await page.locator(selector).first().fill(text);
    await page.locator(selector).first().press('Enter');
  },
};

/** Tab until what has the focus is the first of what is wanted. */
async function tabTo(page, selector) {
  const wanted = await page.locator(selector).first().elementHandle();
  for (let i = 0; i < 1_500; i += 1) {
    await page.keyboard.press('Tab');
    if (await wanted.evaluate((wanted) => document.activeElement === wanted)) return;
  }
  assert.fail(`the keyboard does not reach ${selector} on ${page.url()}`);
}

/** What the keyboard does. */
const KEYBOARD = {
  follow: async (page, selector) => {
    await tabTo(page, selector);
    await page.keyboard.press('Enter');
  },
  write: async (page, selector, text) => {
    await tabTo(page, selector);
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  },
};

const SV = { root: '', why: 'Varför', take: 'Vad skulle krävas?', wrong: 'jonkoipng' };
const EN = { root: '/en', why: 'Why', take: 'What would it take?', wrong: 'jonkoipng' };

for (const [name, options, hand, words] of [
  ['with a mouse', WIDE, MOUSE, SV],
  ['with the keyboard only', WIDE, KEYBOARD, SV],
  ['on a phone, dark', { ...PHONE, colorScheme: 'dark' }, MOUSE, SV],
  ['without scripts', { ...WIDE, javaScriptEnabled: false }, MOUSE, SV],
  ['in English', WIDE, MOUSE, EN],
]) {
  test(`a red cell is found, understood, compared and taken along: ${name}`, async () => {
    const page = await somebody(browser, site.origin, options);
    const { follow, write } = hand;
    const come = async (what, address) => {
      await page.waitForURL(address, { waitUntil: 'load' });
      await looked(page, what);
    };
    await page.goto(words.root || '/');
    await looked(page, 'the start');

    // A typing error is forgiven.
    await write(page, 'main input[name="q"]', words.wrong);
    await come('a search', /\/sok\?/);
    assert.match(await page.locator('main').innerText(), /Jönköping/);
    await write(page, 'main input[name="q"]', 'Habo');
    await come('a search', /\/sok\?.*Habo/);
    await follow(page, `main a[href*="${ROUND}/enhet/0643"]`);
    await come('a profile', /\/enhet\/0643/);

    // A cell that is red – by fill, sign and word – and why.
    const red = page.locator('table tr:has(.outcome.red):has(a[href*="/varfor/"])').first();
    assert.ok(await red.locator('.outcome.red .outcome-sign').count(), 'red is not said by colour alone');
    const why = await red.locator('a[href*="/varfor/"]').getAttribute('href');
    await follow(page, `main table a[href="${why}"]`);
    await come('why', /\/varfor\/.*\/0643/);
    assert.match(await page.locator('h1').innerText(), new RegExp(words.why));
    const take = page.locator('main h2', { hasText: words.take });
    assert.equal(await take.count(), 1);
    assert.ok((await take.locator('xpath=following-sibling::*[1]').innerText()).length > 10, 'what it would take is said');

    // Whom to learn from, and compared with them.
    await follow(page, 'main a[href*="/lar-av/0643"]');
    await come('learn from', /\/lar-av\/0643/);
    await follow(page, 'main a[href*="/jamfor?"]');
    await come('a comparison', /\/jamfor\?/);
    const table = await page.locator('main table').first().innerText();
    assert.match(table, /Habo/);

    // The address is all there is to give away.
    const other = await somebody(browser, site.origin, options);
    await other.goto(page.url());
    assert.equal(await other.locator('main table').first().innerText(), table);
    await looked(other, 'a link that was given away');

    // The figures, to take along.
    await page.goto(`${words.root}${ROUND}/ladda-ner`);
    await looked(page, 'downloads');
    const [download] = await Promise.all([page.waitForEvent('download'), follow(page, 'main a[href$=".xlsx"]')]);
    assert.match(download.suggestedFilename(), /\.xlsx$/);
    assert.equal(readFileSync(await download.path()).subarray(0, 2).toString(), 'PK');
    for (const each of [page, other]) {
      assert.deepEqual(each.complaints, []);
      await each.context().close();
    }
  });
}
