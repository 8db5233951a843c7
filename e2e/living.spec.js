// The living page in a real browser: every component in every state, in both languages, on wide and narrow screens, light
// and dark, with scripts and without.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findings, launch, serve } from './browser.js';

const LANGUAGES = { sv: '/design', en: '/en/design' };
const SCREENS = { wide: { width: 1280, height: 900 }, phone: { width: 360, height: 740 } };

let site;
let browser;
before(async () => {
  site = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

/** Opens `path`, hands it to `act`, and fails if the browser complained: the strict headers stop anything inline. */
async function on(path, { scriptless, ...options }, act) {
  const context = await browser.newContext(options);
  if (scriptless) await context.route('**/*.js', (route) => route.fulfill({ body: '', contentType: 'text/javascript' }));
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  try {
    await page.goto(site.origin + path);
    await act(page);
    assert.deepEqual(complaints.filter((text) => !/status of (404|405)/.test(text)), []);
  } finally {
    await context.close();
  }
}

for (const [language, path] of Object.entries(LANGUAGES)) {
  for (const [screen, viewport] of Object.entries(SCREENS)) {
    for (const colorScheme of ['light', 'dark']) {
      const touch = screen === 'phone' ? { hasTouch: true, isMobile: true } : {};
      const name = `${language}, ${screen}, ${colorScheme}`;

      test(`axe finds nothing: ${name}`, () => on(path, { viewport, colorScheme, ...touch }, async (page) => {
        assert.deepEqual(await findings(page), []);
      }));

      // axe itself needs scripts: the page's own is left out instead, which is the same page.
      test(`axe finds nothing without the script: ${name}`, () =>
        on(path, { viewport, colorScheme, scriptless: true, ...touch }, async (page) => {
          assert.deepEqual(await findings(page), []);
        }));
    }
  }
}

test('without scripts there is no button that does nothing', () =>
  on('/design', { javaScriptEnabled: false }, async (page) => {
    assert.equal(await page.locator('[data-dismiss]').count(), 1);
    assert.equal(await page.locator('[data-dismiss]:visible').count(), 0);
  }));

// Paper cannot be unfolded: what a chart draws stands below it in figures.
test('on paper the tables of charts are open', () => on('/design', {}, async (page) => {
  const shown = () => page.locator('.chart .folded table').evaluateAll((all) => all.map((table) => table.checkVisibility()));
  assert.ok((await shown()).every((is) => !is), 'folded on a screen');
  await page.emulateMedia({ media: 'print' });
  const printed = await shown();
  assert.ok(printed.length > 3 && printed.every((is) => is), String(printed));
}));

test('axe finds nothing in forced colours', () => on('/design', { forcedColors: 'active' }, async (page) => {
  assert.deepEqual(await findings(page), []);
}));

for (const path of ['/finns-inte', '/en/finns-inte']) {
  test(`axe finds nothing on an error page: ${path}`, () => on(path, {}, async (page) => {
    assert.deepEqual(await findings(page), []);
  }));
}

for (const width of [320, 360, 768, 1280]) {
  for (const path of Object.values(LANGUAGES)) {
    test(`nothing sticks out at ${width} px: ${path}`, () => on(path, { viewport: { width, height: 700 } }, async (page) => {
      const wide = await page.evaluate(() => {
        const edge = document.documentElement.clientWidth;
        // What only screen readers have lies in a box of one pixel.
        const clipped = (element) => element && (element.offsetWidth === 1 || clipped(element.parentElement));
        const out = [...document.querySelectorAll('body *')].filter((element) =>
          element.getBoundingClientRect().right > edge + 1 && !element.closest('.table, .skip') && !clipped(element));
        return { scroll: document.documentElement.scrollWidth - edge, out: out.map((element) => element.outerHTML.slice(0, 120)) };
      });
      assert.deepEqual(wide, { scroll: 0, out: [] });
    }));
  }
}

for (const width of [704, 900, 1100, 1280, 1600]) {
  test(`no grid reaches into what stands beside it at ${width} px`, () =>
    on('/design', { viewport: { width, height: 700 } }, async (page) => {
      const over = await page.locator('table.grid').evaluateAll((all) => all.map((grid) =>
        grid.getBoundingClientRect().right - grid.closest('.question-body').getBoundingClientRect().right));
      assert.ok(over.length > 0 && over.every((pixels) => pixels <= 1), `${over} px`);
    }));
}

test('text may be twice as large', () => on('/design', { viewport: { width: 640, height: 700 } }, async (page) => {
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(over, 0);
}));

for (const [least, viewport, options] of [
  [44, SCREENS.phone, { hasTouch: true, isMobile: true }],
  [24, SCREENS.wide, {}],
]) {
  test(`what can be pressed is at least ${least} px high`, () => on('/design', { viewport, ...options }, async (page) => {
    const small = await page.evaluate((least) => {
      // A link within a sentence may be as high as its line; a radio button is as large as its label.
      const inSentence = (element) => element.tagName === 'A' && element.closest('p, dd, th, blockquote, .table');
      const target = (element) => element.closest('label, .choice') ?? element;
      return [...document.querySelectorAll('a, button, input, textarea, summary')]
        .filter((element) => element.checkVisibility() && !element.matches('.skip') && !inSentence(element))
        .map((element) => [target(element).getBoundingClientRect(), element.outerHTML.slice(0, 100)])
        .filter(([box]) => Math.round(box.height) < least)
        .map(([box, html]) => `${Math.round(box.height)} px: ${html}`);
    }, least);
    assert.deepEqual(small, []);
  }));
}

test('the keyboard reaches everything, in order, and one sees where one is', () =>
  on('/design', { viewport: SCREENS.wide }, async (page) => {
    const expected = await page.evaluate(() => {
      // Of radio buttons with one name, Tab stops at one: the chosen, or the first.
      const stops = (element) => {
        if (element.type !== 'radio') return true;
        const group = [...document.getElementsByName(element.name)];
        return element === (group.find((one) => one.checked) ?? group[0]);
      };
      const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
        .filter((element) => element.checkVisibility() && stops(element));
      all.forEach((element, index) => { element.dataset.stop = index; });
      return all.length;
    });
    const seen = [];
    for (let index = 0; index < expected; index += 1) {
      await page.keyboard.press('Tab');
      const here = await page.evaluate(() => {
        const element = document.activeElement;
        const style = getComputedStyle(element);
        const box = element.getBoundingClientRect();
        return {
          stop: Number(element.dataset.stop),
          html: element.outerHTML.slice(0, 100),
          ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
          within: box.bottom > 0 && box.top < innerHeight,
        };
      });
      assert.ok(here.ring, `no ring of focus: ${here.html}`);
      assert.ok(here.within, `outside the window: ${here.html}`);
      seen.push(here.stop);
    }
    assert.deepEqual(seen, [...Array(expected).keys()]);
  }));

test('the skip link is seen when it has focus, and leads to the content', () => on('/design', {}, async (page) => {
  await page.keyboard.press('Tab');
  const box = await page.locator('.skip').boundingBox();
  assert.ok(box.x >= 0 && box.y >= 0);
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
}));

test('a row of a grid is named by its row and its alternative, on every screen', async () => {
  for (const viewport of Object.values(SCREENS)) {
    await on('/design', { viewport }, async (page) => {
      await page.getByRole('radio', { name: 'LSS-verksamheten Nej', exact: true }).check();
      const chosen = page.locator('input[name="G2.lss"]:checked');
      assert.equal(await chosen.getAttribute('value'), 'nej');
    });
  }
});

test('an alternative that stands alone unchooses the others', () => on('/design', {}, async (page) => {
  const chosen = () => page.locator('input[name=many]:checked').evaluateAll((all) => all.map(({ value }) => value));
  assert.deepEqual(await chosen(), ['telefon', 'epost']);
  await page.getByRole('checkbox', { name: 'Inget av dessa' }).check();
  assert.deepEqual(await chosen(), ['inget']);
  await page.getByRole('checkbox', { name: 'Chatt' }).check();
  assert.deepEqual(await chosen(), ['chatt']);
}));

test('a field with several lines says how much is left, and cuts nothing off', () => on('/design', {}, async (page) => {
  const area = page.locator('textarea[name="remark-2"]');
  const room = page.locator('.room', { hasText: 'för mycket' });
  assert.match(await room.textContent(), /^11 tecken/);
  await area.fill('åäö 🙂');
  assert.match(await page.locator('[id="f-remark-2:room"]').textContent(), /^15 tecken kvar/);
}));

test('a link of the error summary leads into the field', () => on('/design', {}, async (page) => {
  await page.getByRole('link', { name: 'E3: Skriv ett helt tal, till exempel 12' }).click();
  assert.equal(await page.evaluate(() => document.activeElement.name), 'E3');
}));

test('a notice can be put away', () => on('/design', {}, async (page) => {
  await page.getByRole('button', { name: 'Stäng' }).click();
  assert.equal(await page.getByText('Enkäten är öppen').count(), 0);
}));

test('the save state is told by whatever saves', () => on('/design', {}, async (page) => {
  await page.evaluate(() => document.dispatchEvent(
    new CustomEvent('jamfor:save', { detail: { state: 'saved', at: '15.01' } })));
  assert.equal(await page.locator('.context [data-save-words]').textContent(), 'Sparat 15.01');
}));
