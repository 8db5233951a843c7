// A page of the questionnaire in a real browser: saved while somebody writes, two people at once, no network, signed out,
// keyboard only, without scripts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findings, launch, serve } from './browser.js';

const HABO = '/svara/2018/0643';
const MULLSJO = '/svara/2018/0642';

let site;
let browser;
before(async () => {
  site = await serve('house');
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

/** A browser of their own that has opened its link. */
async function opened(name, options = {}) {
  const context = await browser.newContext({ baseURL: site.origin, ...options });
  const page = await context.newPage();
  page.complaints = [];
  page.on('console', (message) => message.type() === 'error' && page.complaints.push(message.text()));
  page.on('pageerror', (error) => page.complaints.push(String(error)));
  await page.goto(site.links[name]);
  await page.locator('main form button').last().click();
  return page;
}

const state = (page) => page.locator('.context [data-save-words]');
const become = (page, words) => page.waitForFunction((words) =>
  new RegExp(words).test(document.querySelector('.context [data-save-words]').textContent), words, { timeout: 9000 });
const saved = (page) => become(page, '^Sparat \\d');
const base = (page, cell) => page.locator(`input[name="base.${cell}"]`).inputValue();

async function axe(page, when) {
  assert.deepEqual(await findings(page), [], when);
}

/** The page of a question, by its first field. */
async function pageOf(page, root, part, cell) {
  for (let no = 1; no < 20; no += 1) {
    await page.goto(`${root}/${part}/${no}`);
    if (await page.locator(`input[name="base.${cell}"]`).count()) return;
  }
  assert.fail(`no page asks ${cell}`);
}

test('what is written is saved by itself, and the page says so', async () => {
  const anna = await opened('Anna Ek');
  await pageOf(anna, HABO, 'E', 'E5');
  const fact = await anna.locator('input[name=fact]').inputValue();
  await anna.locator('#f-E5').pressSequentially('12,5');
  assert.match(await state(anna).textContent(), /Inte sparat/);
  await saved(anna);
  assert.notEqual(await anna.locator('input[name=fact]').inputValue(), fact, 'the next save is another');
  assert.match(await base(anna, 'E5'), new RegExp(` ${fact}$`), 'it is based on this one');
  assert.equal(await anna.evaluate(() => document.activeElement.id), 'f-E5', 'the cursor stays');
  await anna.locator('#f-E5').pressSequentially('0');
  await saved(anna);
  await axe(anna, 'saved');
  await anna.reload();
  assert.equal(await anna.locator('#f-E5').inputValue(), '12,5');
  assert.equal(await anna.locator('.conflict').count(), 0, 'nobody is in conflict with themselves');
  assert.deepEqual(anna.complaints, []);
  await anna.context().close();
});

test('writing on while a save is on its way loses nothing', async () => {
  const anna = await opened('Anna Ek');
  await pageOf(anna, HABO, 'E', 'E5');
  await anna.route('**/E/*', async (route) => {
    if (route.request().method() === 'POST') await new Promise((done) => setTimeout(done, 1500));
    await route.continue();
  });
  await anna.locator('summary', { hasText: 'Kommentera svaret' }).first().click();
  const comment = anna.locator('textarea[name="E5.comment"]');
  await comment.fill('Två vakanser');
  await become(anna, 'Sparar');
  await comment.pressSequentially(' i januari');
  await saved(anna);
  assert.equal(await comment.inputValue(), 'Två vakanser i januari');
  await anna.waitForFunction(() => !document.querySelector('.save-state.saving'));
  await anna.unroute('**/E/*');
  await anna.reload();
  assert.equal(await comment.inputValue(), 'Två vakanser i januari');
  assert.equal(await anna.locator('.conflict').count(), 0);
  await anna.context().close();
});

test('follow-ups come and go by themselves, said aloud, and the cursor stays', async () => {
  const eva = await opened('Eva Storm');
  await pageOf(eva, MULLSJO, 'G', 'G1');
  await eva.locator('input[name="G1"][value="ja"]').check();
  await saved(eva);
  assert.equal(await eva.locator('[data-block="G1a"]').count(), 0);
  assert.equal(await eva.evaluate(() => document.activeElement.id), 'f-G1');
  assert.match(await eva.locator('form + [role=status]').textContent(), /Frågorna på sidan har ändrats/);
  await eva.keyboard.press('ArrowDown');
  await eva.waitForSelector('[data-block="G1a"]');
  assert.equal(await eva.locator('[data-block]').evaluateAll((all) => all.map((one) => one.dataset.block).join(' ')),
    'errors ways none G1 G1a G1b G1c G1c_text');
  await axe(eva, 'with follow-ups');
  assert.deepEqual(eva.complaints, []);
  await eva.context().close();
});

test('definitions stand open where there is room beside the question, folded on a phone, and can be unfolded without scripts', async () => {
  for (const [options, open] of [
    [{ viewport: { width: 1280, height: 900 } }, true],
    [{ viewport: { width: 375, height: 740 } }, false],
    [{ viewport: { width: 1280, height: 900 }, javaScriptEnabled: false }, false],
  ]) {
    const anna = await opened('Anna Ek', options);
    await pageOf(anna, HABO, 'E', 'E5');
    const text = anna.locator('.question .definition p').first();
    assert.equal(await text.isVisible(), open, JSON.stringify(options));
    await anna.locator('.definition summary').first().click();
    assert.equal(await text.isVisible(), !open, JSON.stringify(options));
    await anna.context().close();
  }
});

test('what cannot be saved is told at once and the rest is saved', async () => {
  const eva = await opened('Eva Storm');
  await pageOf(eva, MULLSJO, 'E', 'E5');
  await eva.locator('#f-E5').fill('fyra');
  await eva.locator('#f-E5').blur();
  await become(eva, 'Allt är inte sparat');
  await eva.waitForSelector('.error-summary');
  assert.match(await eva.title(), /^Fel: /);
  assert.equal(await eva.locator('#f-E5').inputValue(), 'fyra', 'what was written is still there');
  await axe(eva, 'with an error');
  await eva.locator('#f-E5').fill('4');
  await eva.locator('#f-E5').blur();
  await saved(eva);
  assert.equal(await eva.locator('.error-summary').count(), 0);
  await eva.context().close();
});

test('a button that is pressed stays under the pointer while the page is saved and becomes another', async () => {
  // Where nothing is scrolled, nothing keeps what one looks at in its place.
  for (const options of [{ viewport: { width: 1280, height: 1900 } }, { viewport: { width: 375, height: 740 } }]) {
    const eva = await opened('Eva Storm', options);
    const field = eva.locator('#f-E5');
    const four = async () => {
      await pageOf(eva, MULLSJO, 'E', 'E5');
      if (await field.inputValue() === '4') return;
      await field.fill('4');
      await field.blur();
      await saved(eva);
    };
    for (const isSaved of [false, true]) {
      await four();
      const here = eva.url();
      const next = eva.locator('main form button[value="next"]').last();
      await next.scrollIntoViewIfNeeded();
      // None at all is asked about, above the button.
      await field.fill('0');
      if (isSaved) await saved(eva);
      await next.hover();
      await eva.mouse.down();
      await eva.waitForTimeout(600);
      assert.equal(await next.evaluate((button) => button.matches(':hover')), true, 'it is where it was');
      await eva.mouse.up();
      await eva.waitForURL((url) => url.href !== here, { timeout: 9000 });
      await pageOf(eva, MULLSJO, 'E', 'E5');
      assert.equal(await field.inputValue(), '0');
    }
    await four();
    await eva.context().close();
  }
});

test('two people who answer the same question choose, and neither is overwritten', async () => {
  const [berit, cesar] = [await opened('Berit Lund'), await opened('Cesar Malm')];
  for (const page of [berit, cesar]) await pageOf(page, HABO, 'E', 'E4');
  // The page may say of an earlier answer that it is saved.
  const arrives = berit.waitForResponse((answer) => answer.request().method() === 'POST');
  await berit.locator('input[name="E4"][value="ja"]').check();
  await arrives;
  await saved(berit);
  // Pressed once: `check` presses again where the page has put another button in its place.
  await cesar.locator('input[name="E4"][value="nej"]').click();
  await cesar.waitForSelector('.conflict');
  assert.match(await cesar.locator('.conflict').textContent(), /Berit Lund[\s\S]*Ja[\s\S]*Cesar Malm \(du\)[\s\S]*Nej/);
  await axe(cesar, 'a conflict');
  await cesar.getByRole('button', { name: /Låt det här gälla – Cesar Malm/ }).click();
  await cesar.waitForLoadState();
  assert.equal(await cesar.locator('.conflict').count(), 0);
  await berit.reload();
  assert.equal(await berit.locator('input[name="E4"]:checked').inputValue(), 'nej');
  // Berit's page is older than the choice: what she does not touch stays, what she writes is told apart.
  assert.equal(await berit.locator('.conflict').count(), 0);
  await berit.context().close();
  await cesar.context().close();
});

test('another\'s answer comes into a page that is open, and is not overwritten by it', async () => {
  const [berit, cesar] = [await opened('Berit Lund'), await opened('Cesar Malm')];
  for (const page of [berit, cesar]) await pageOf(page, HABO, 'E', 'E2.praktikplats');
  await berit.locator('input[name="E2.praktikplats"][value="nej"]').check();
  await saved(berit);
  await cesar.locator('input[name="E2.kurs"][value="nej"]').check();
  await saved(cesar);
  await cesar.waitForFunction(() => document.querySelector('input[name="E2.praktikplats"][value="nej"]').checked);
  await cesar.locator('input[name="E2.kurs"][value="alla"]').check();
  await saved(cesar);
  await berit.reload();
  const chosen = (row) => berit.locator(`input[name="E2.${row}"]:checked`).inputValue();
  assert.deepEqual([await chosen('praktikplats'), await chosen('kurs')], ['nej', 'alla']);
  assert.equal(await berit.locator('.conflict').count(), 0);
  await berit.context().close();
  await cesar.context().close();
});

test('without a network nothing is lost, and it is saved once when it is back', async () => {
  const eva = await opened('Eva Storm');
  await pageOf(eva, MULLSJO, 'E', 'E5');
  await eva.context().setOffline(true);
  await eva.locator('#f-E5').fill('6');
  await eva.locator('#f-E5').blur();
  await become(eva, 'Ingen uppkoppling');
  await axe(eva, 'offline');
  const leaving = eva.waitForEvent('dialog');
  const closing = eva.close({ runBeforeUnload: true });
  const dialog = await leaving;
  assert.equal(dialog.type(), 'beforeunload', 'who leaves now is asked');
  await dialog.dismiss();
  await closing;
  await eva.context().setOffline(false);
  await saved(eva);
  await eva.reload();
  assert.equal(await eva.locator('#f-E5').inputValue(), '6');
  await eva.context().close();
});

test('an answer that did not arrive is sent again under the same id', async () => {
  const eva = await opened('Eva Storm');
  await pageOf(eva, MULLSJO, 'E', 'E5');
  const sent = [];
  await eva.route('**/E/*', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    sent.push(new URLSearchParams(route.request().postData()).get('fact'));
    // It is taken, and its answer is lost on the way.
    if (sent.length === 1) {
      await route.fetch();
      return route.abort();
    }
    return route.continue();
  });
  await eva.locator('#f-E5').fill('8');
  await eva.locator('#f-E5').blur();
  await become(eva, 'Kunde inte spara');
  await eva.locator('#f-E5').fill('9');
  await eva.locator('#f-E5').blur();
  await eva.waitForFunction(() => /^Sparat/.test(document.querySelector('.context [data-save-words]').textContent), null, { timeout: 15000 });
  await eva.waitForTimeout(1600);
  assert.equal(sent[0], sent[1]);
  await eva.reload();
  assert.equal(await eva.locator('#f-E5').inputValue(), '9');
  assert.equal(await eva.locator('.conflict').count(), 0);
  await eva.context().close();
});

test('who was signed out keeps the text, signs in again in another tab, and it is saved', async () => {
  const eva = await opened('Eva Storm');
  await pageOf(eva, MULLSJO, 'E', 'E5');
  const cookies = await eva.context().cookies();
  await eva.context().clearCookies();
  await eva.locator('#f-E5').fill('11');
  await eva.locator('#f-E5').blur();
  await become(eva, 'du är utloggad');
  assert.equal(await eva.locator('#f-E5').inputValue(), '11');
  await axe(eva, 'signed out');
  await eva.context().addCookies(cookies);
  await eva.evaluate(() => window.dispatchEvent(new Event('focus')));
  await saved(eva);
  await eva.reload();
  assert.equal(await eva.locator('#f-E5').inputValue(), '11');
  await eva.context().close();
});

test('what is counted with is never sent by itself, stays while the page is saved, and Enter counts', async () => {
  const eva = await opened('Eva Storm');
  await pageOf(eva, MULLSJO, 'E', 'E5');
  const sent = [];
  eva.on('request', (request) => request.method() === 'POST' && sent.push(request.postData()));
  await eva.locator('summary', { hasText: 'Hjälp att räkna om' }).click();
  await eva.locator('[name="help.E5.1.persons"]').fill('2');
  await eva.locator('[name="help.E5.1.percent"]').fill('75');
  await eva.waitForTimeout(1600);
  assert.deepEqual(sent, []);
  await eva.locator('#f-E5').fill('');
  await eva.locator('#f-E5').blur();
  await saved(eva);
  assert.ok(sent.length > 0 && sent.every((body) => !body.includes('help')));
  assert.equal(await eva.locator('[name="help.E5.1.percent"]').inputValue(), '75');
  await eva.locator('[name="help.E5.1.percent"]').press('Enter');
  await eva.waitForSelector('.helper-result');
  assert.match(await eva.locator('.helper-result').textContent(), /2 × 75 % = 1,50[\s\S]*Summa: 1,50 årsarbetare/);
  assert.match(eva.url(), /#f-E5:help$/);
  await axe(eva, 'counted');
  await eva.getByRole('button', { name: 'Använd svaret' }).click();
  await eva.waitForLoadState();
  assert.equal(await eva.locator('#f-E5').inputValue(), '1,5');
  await eva.context().close();
});

test('a whole page with the keyboard only', async () => {
  const berit = await opened('Berit Lund');
  await berit.goto(`${HABO}/G/1`);
  const until = async (is) => {
    for (let i = 0; i < 60; i += 1) {
      await berit.keyboard.press('Tab');
      if (await berit.evaluate(is)) return;
    }
    assert.fail('the keyboard does not reach it');
  };
  await until(() => document.activeElement.name === 'G1');
  await berit.keyboard.press('Space');
  await saved(berit);
  assert.equal(await berit.evaluate(() => document.activeElement.name), 'G1', 'saving does not move the cursor');
  await until(() => document.activeElement.matches('summary') && /Kommentera/.test(document.activeElement.textContent));
  await berit.keyboard.press('Enter');
  await until(() => document.activeElement.name === 'G1.comment');
  await berit.keyboard.type('Gäller från maj');
  await until(() => document.activeElement.matches('button.primary'));
  await berit.keyboard.press('Enter');
  await berit.waitForURL('**/G/2');
  await berit.goto(`${HABO}/G/1`);
  assert.equal(await berit.locator('[name="G1.comment"]').inputValue(), 'Gäller från maj');
  await berit.context().close();
});

test('everything works without scripts', async () => {
  const eva = await opened('Eva Storm', { javaScriptEnabled: false });
  await pageOf(eva, MULLSJO, 'E', 'E5');
  await eva.locator('summary', { hasText: 'Hjälp att räkna om' }).click();
  await eva.locator('[name="help.E5.1.hours"]').fill('120');
  await eva.getByRole('button', { name: 'Räkna ut' }).click();
  assert.match(await eva.locator('.helper-result').textContent(), /1 × 120 \/ 165 = 0,73/);
  await eva.getByRole('button', { name: 'Använd svaret' }).click();
  assert.equal(await eva.locator('#f-E5').inputValue(), '0,73');
  await eva.getByRole('button', { name: 'Spara och fortsätt' }).last().click();
  assert.match(eva.url(), /\/E\/\d|sammanstallning/);
  await eva.context().close();
});

for (const [name, options] of [
  ['wide', { viewport: { width: 1280, height: 900 } }],
  ['phone', { viewport: { width: 375, height: 740 }, hasTouch: true, isMobile: true }],
]) {
  for (const colorScheme of ['light', 'dark']) {
    test(`axe finds nothing and nothing sticks out: ${name}, ${colorScheme}`, async () => {
      const anna = await opened('Anna Ek', { colorScheme, ...options });
      for (const path of [`${HABO}/E/1`, `${HABO}/E/5`, `${HABO}/G/2`, `/en${HABO}/E/1`, `${HABO}/fil`, '/fragor/2018', '/fragor/2018/E', '/en/fragor/2018/G']) {
        await anna.goto(path);
        await anna.locator('details').evaluateAll((all) => all.forEach((one) => { one.open = true; }));
        await axe(anna, path);
        const over = await anna.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.equal(over, 0, path);
        if (process.env.PICTURES) await anna.screenshot({ path: `${process.env.PICTURES}/${path.replaceAll('/', '_')}-${name}-${colorScheme}.png`, fullPage: true });
      }
      await anna.context().close();
    });
  }
}
