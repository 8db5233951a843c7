// A publication from its draft to its correction, in a real browser: the analyst makes a draft, a municipality previews it and
// contests a cell, somebody decides, a named reader reads it under embargo, the clock publishes it, and it is corrected. Once
// with the keyboard only, wide; once without scripts, on a phone. axe looks at every state, wide, narrow and in English.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, serve } from './browser.js';
import { PHONE, WIDE, left as leave, looked as clean, somebody as visitor } from './people.js';
import { pictures } from './picture.js';

const DESK = '/arbete/2018/publicering';
const OWN = '/svara/2018/0643/resultat';
/** What is contested, and what the correction moves. */
const INDICATOR = 'eb-rutin-missbruk';
const NAME = 'Aktuell rutin för samordning mellan Missbruk och Ekonomiskt bistånd';
/** Less than anybody is signed out in. */
const WHILE = 600;
const DAY = 86_400;

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser?.close(); });

/** The service of one story, and those in it. */
async function story(options) {
  const site = await serve('publishing');
  const somebody = () => visitor(browser, site.origin, options);
  return {
    site,
    somebody,
    /** Somebody who has signed in. */
    staff: async (who, page) => {
      const own = page ?? await somebody();
      await own.goto(`/exempel/in/${who}`);
      return own;
    },
    /** Turns the clock; gives the time, in microseconds. */
    turn: async (page, seconds) => Number(await (await page.request.get(`/exempel/klocka/${seconds}`)).text()),
  };
}

/** What is refused on purpose is no fault. */
const left = (...pages) => leave(/status of (404|422)/, ...pages);

let taken = 0;
/** A picture of a state, where somebody wants some: site-pictures.js does. */
async function picture(page, when, how) {
  const folder = process.env.JAMFOR_PICTURES;
  if (!folder) return;
  taken += 1;
  const name = when.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  await pictures(page, folder, `state-${String(taken).padStart(2, '0')}-${name}-${how.split(',')[0]}`, 1);
}

/** Nothing is wrong with a page as it is now, whatever stands folded in it; as it is, narrow and dark, and in English. */
async function looked(page, when) {
  if (!page.axe) return;
  const own = page.viewportSize();
  const look = async (how) => {
    const folded = page.locator('details:not([open])');
    await folded.evaluateAll((all) => all.forEach((one) => { one.open = true; one.dataset.opened = ''; }));
    await clean(page, `${when}, ${how}`);
    await page.locator('details[data-opened]').evaluateAll((all) => all.forEach((one) => { one.open = false; delete one.dataset.opened; }));
    await picture(page, when, how);
  };
  // In English the words are others, and longer: what is narrow shows it.
  if (!/\/en\//.test(page.url())) await look('wide');
  await page.setViewportSize(PHONE.viewport);
  await page.emulateMedia({ colorScheme: 'dark' });
  await look('narrow, dark');
  await page.setViewportSize(own);
  await page.emulateMedia({ colorScheme: 'light' });
}

/** The same, and the page in English. */
async function lookedInBoth(page, when) {
  await looked(page, when);
  if (!page.axe) return;
  const here = page.url();
  const { pathname, search } = new URL(here);
  await page.goto(`/en${pathname}${search}`);
  await looked(page, `${when}, in English`);
  await page.goto(here);
}

/** A moment as the desk's form takes it: day and time of day in Sweden. */
function local(at) {
  const text = new Date(at / 1000).toLocaleString('sv-SE', { timeZone: 'Europe/Stockholm', dateStyle: 'short', timeStyle: 'short' });
  const [day, clock] = text.split(' ');
  return { day, clock: clock.replace(':', '.') };
}

// --- What hands do: with the keyboard, or with a finger -----------------------------------------------------------------------

/** Presses Tab until what has the focus is it. */
async function tabTo(page, target) {
  const it = await target.elementHandle();
  for (let i = 0; i < 500; i += 1) {
    if (await it.evaluate((it) => document.activeElement === it)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`the keyboard does not reach ${target}`);
}

/** With the keyboard only. */
const keys = {
  fill: async (page, field, text) => { await tabTo(page, field); await page.keyboard.press('Control+a'); await page.keyboard.type(text); },
  check: async (page, box) => {
    // Of radio buttons that none is chosen of, Tab reaches the first; arrows lead on.
    const group = await box.evaluate((it) => (it.type === 'radio' ? it.name : ''));
    if (!group) {
      await tabTo(page, box);
      await page.keyboard.press('Space');
      return;
    }
    await tabTo(page, page.locator(`input[name="${group}"]`).first());
    await page.keyboard.press('Space');
    for (let i = 0; i < 9 && !await box.isChecked(); i += 1) await page.keyboard.press('ArrowDown');
    assert.ok(await box.isChecked(), 'arrow keys reach it');
  },
  press: async (page, button) => { await tabTo(page, button); await page.keyboard.press('Enter'); },
};

/** With a finger, or a mouse. */
const finger = {
  fill: (page, field, text) => field.fill(text),
  check: (page, box) => box.check(),
  press: (page, button) => button.click(),
};

for (const [name, hands, options] of [
  ['with the keyboard only, wide', keys, WIDE],
  ['without scripts, on a phone', finger, { ...PHONE, javaScriptEnabled: false }],
]) {
  test(`a publication is previewed, contested, decided, embargoed, published and corrected: ${name}`, async () => {
    const told = await story(options);
    const { staff, somebody, turn } = told;
    try {
      /** Presses a button or follows a link, and waits for what comes. */
      const goes = async (page, target) => {
        const there = page.waitForNavigation();
        await hands.press(page, target);
        return there;
      };
      const opens = (page, id) => hands.press(page, page.locator(`${id} > summary`));
      const button = (page, words) => page.getByRole('button', { name: words });
      const text = (page) => page.locator('main').innerText();

      // A draft, found from the page of the round.
      const petra = await staff('publicerare');
      await petra.goto('/arbete/2018');
      await goes(petra, petra.getByRole('link', { name: 'Publicering', exact: true }));
      await lookedInBoth(petra, 'nothing');
      await goes(petra, button(petra, 'Gör ett utkast'));
      assert.match(await text(petra), /2018-v1 är ett utkast/);
      await lookedInBoth(petra, 'a draft');

      // Nobody else reaches it.
      const visitor = await somebody();
      const status = async (page, address) => (await page.goto(address)).status();
      assert.equal(await status(visitor, '/resultat/2018-v1'), 404);

      // The municipality: nothing yet, then its own result, found from its questionnaire; a cell is contested with reasons.
      const anna = await somebody();
      await anna.goto(told.site.link);
      await goes(anna, anna.locator('main form button').last());
      assert.doesNotMatch(await text(anna), /Ert resultat/);
      await anna.goto(OWN);
      await lookedInBoth(anna, 'no preview');
      await goes(petra, button(petra, 'Öppna förhandsvisningen'));
      await lookedInBoth(petra, 'the preview is open');
      await anna.goto('/svara/2018/0643');
      await looked(anna, 'a questionnaire with a result');
      await goes(anna, anna.getByRole('link', { name: 'Till ert resultat' }));
      await lookedInBoth(anna, 'a preview');
      const contest = (reason) => async () => {
        const form = anna.locator(`form:has([name="skal-${INDICATOR}"])`);
        const folded = form.locator('xpath=..');
        if (!await folded.evaluate((it) => it.open)) await hands.press(anna, folded.locator('summary'));
        await hands.fill(anna, form.locator('textarea'), reason);
        await goes(anna, form.locator('button'));
      };
      await contest(' ')();
      assert.match(await text(anna), /Skriv varför/);
      await looked(anna, 'no reason');
      await contest('Vi har rutinen sedan 2016.')();
      assert.match(await text(anna), /Väntar på beslut/);
      await lookedInBoth(anna, 'contested');

      // No time while somebody waits. A decision with its reason, which is logged and reaches the municipality.
      await petra.goto(DESK);
      assert.match(await text(petra), /En bestridd uppgift väntar på beslut/);
      await lookedInBoth(petra, 'contested, to who publishes');
      const nora = await staff('utredare');
      await nora.goto(DESK);
      await lookedInBoth(nora, 'contested, to who decides');
      await hands.check(nora, nora.locator('[name^="beslut-"][value="kvarstar"]'));
      await hands.fill(nora, nora.locator('[name^="ord-"]'), 'Rutinen följs inte upp varje år.');
      await goes(nora, button(nora, /^Besluta/));
      const log = await nora.locator('#logg ~ .table').innerText();
      assert.ok(log.includes(`Kvarstår – Habo: ${NAME}. Rutinen följs inte upp varje år.`) && log.includes('Nora Utredare'), log);
      await lookedInBoth(nora, 'decided');
      await anna.goto(OWN);
      assert.match(await text(anna), /Kvarstår[\s\S]*Rutinen följs inte upp varje år/);
      await looked(anna, 'decided, to the municipality');

      // A time, and one who reads before it.
      const published = local(await turn(petra, 0) + WHILE * 1e6);
      await petra.goto(DESK);
      await hands.fill(petra, petra.locator('[name=dag]'), published.day);
      await hands.fill(petra, petra.locator('[name=tid]'), published.clock);
      await hands.check(petra, petra.getByLabel('Lars Läsare'));
      await goes(petra, button(petra, 'Bestäm tiden'));
      assert.match(await text(petra), /publiceras .* av sig själv/);
      await lookedInBoth(petra, 'under embargo');
      await turn(petra, WHILE - 1);
      const lars = await staff('lasare');
      const ada = await staff('annan');
      assert.equal(await status(lars, '/resultat/2018-v1'), 200);
      assert.match(await text(lars), /Inte publicerad än/);
      await lookedInBoth(lars, 'read early');
      for (const page of [visitor, ada, anna]) assert.equal(await status(page, '/resultat/2018-v1'), 404);
      await visitor.goto('/rattelser');
      await lookedInBoth(visitor, 'no corrections');
      const feed = async () => (await visitor.request.get('/flode.atom')).text();
      assert.doesNotMatch(await feed(), /2018/);

      // The clock publishes it.
      await turn(petra, 1);
      const cell = `/varfor/${INDICATOR}/0643`;
      assert.equal(await status(visitor, `/resultat/2018${cell}`), 200);
      assert.match(await text(visitor), /\bJa\b/);
      const followed = await visitor.locator('link[rel=alternate][type="application/atom+xml"]').getAttribute('href');
      assert.equal(followed, '/flode.atom');
      assert.match(await feed(), /\/resultat\/2018-v1"/);
      await visitor.goto('/resultat/2018');
      await goes(visitor, visitor.getByRole('link', { name: 'Ladda ner', exact: true }));
      await lookedInBoth(visitor, 'downloads');
      const file = await visitor.request.get('/resultat/2018/filer/outcomes.csv');
      assert.equal(file.status(), 200);
      const first = await file.text();
      await petra.goto(DESK);
      assert.match(await text(petra), /Publiceringen är offentlig/);
      await lookedInBoth(petra, 'published');

      // A day later Habo's answer turns out to be wrong: a correction, with its note, accepted by who has seen what moves.
      const dayBefore = local(await turn(petra, 0)).day;
      await turn(petra, DAY);
      assert.equal(await (await petra.request.get('/exempel/habo')).text(), 'nej');
      await staff('publicerare', petra);
      await petra.goto(DESK);
      await opens(petra, '#gor-om');
      await hands.check(petra, petra.locator('[name=art][value=answers]'));
      await hands.fill(petra, petra.locator('[name=vad_sv]'), 'Habos rutin');
      await goes(petra, button(petra, 'Gör ett utkast till rättelse'));
      assert.match(await text(petra), /Säg vad som rättas/);
      await looked(petra, 'a note that is not complete');
      if (!await petra.locator('#gor-om').evaluate((it) => it.open)) await opens(petra, '#gor-om');
      for (const [field, words] of [['vad_en', "Habo's routine"], ['varfor_sv', 'Fel rad'], ['varfor_en', 'The wrong row']]) {
        await hands.fill(petra, petra.locator(`[name=${field}]`), words);
      }
      await hands.check(petra, petra.locator('[name=art][value=answers]'));
      await hands.fill(petra, petra.locator('[name=vad_sv]'), 'Habos rutin');
      await goes(petra, button(petra, 'Gör ett utkast till rättelse'));
      assert.match(await text(petra), /Se vad rättelsen flyttar och godta den först/);
      await lookedInBoth(petra, 'a draft correction');
      await goes(petra, petra.getByRole('link', { name: 'Se vad som flyttas' }));
      const moves = await text(petra);
      for (const part of ['1 utfall', '1 andel eller tal', '1 färg', 'Habo (0643)', NAME, 'Jönköpings län']) assert.ok(moves.includes(part), `${part}: ${moves}`);
      await lookedInBoth(petra, 'what moves');
      await goes(petra, button(petra, 'Jag har sett vad som flyttas och godtar det'));
      await looked(petra, 'accepted');
      const corrected = local(await turn(petra, 0) + WHILE * 1e6);
      await hands.fill(petra, petra.locator('[name=dag]'), corrected.day);
      await hands.fill(petra, petra.locator('[name=tid]'), corrected.clock);
      await goes(petra, button(petra, 'Bestäm tiden'));
      await turn(petra, WHILE);

      // Everybody reads the new figure, and who asks for the day before the old one.
      await visitor.goto(`/resultat/2018${cell}`);
      assert.match(await text(visitor), /\bNej\b/);
      await visitor.goto(`/resultat/2018${cell}?per=${dayBefore}`);
      assert.match(await text(visitor), /Så här såg det ut då[\s\S]*\bJa\b/);
      await looked(visitor, 'as it was the day before');
      const now = await (await visitor.request.get('/resultat/2018/filer/outcomes.csv')).text();
      const then = await (await visitor.request.get(`/resultat/2018/filer/outcomes.csv?per=${dayBefore}`)).text();
      assert.ok(then === first && now !== first, 'the files of the day before are those of then');
      assert.match(await feed(), /\/resultat\/2018-v2"[\s\S]*Habos rutin[\s\S]*\/resultat\/2018-v1"/);
      const corrections = visitor.getByRole('link', { name: 'Rättelser', exact: true });
      await goes(visitor, corrections);
      assert.match(await text(visitor), /Inget har rättats/, 'the day before');
      await visitor.goto(`/resultat/2018${cell}`);
      await goes(visitor, corrections);
      assert.match(await text(visitor), /Habos rutin[\s\S]*Habo \(0643\)/);
      await lookedInBoth(visitor, 'corrections');
      await visitor.goto('/resultat');
      await looked(visitor, 'both versions');
      await visitor.goto('/resultat/2018-v1');
      assert.match(await text(visitor), /Det finns en rättad version/);
      await looked(visitor, 'a version that is replaced');
      await petra.goto(DESK);
      await looked(petra, 'corrected');
      await left(petra, visitor, anna, nora, lars, ada);
    } finally {
      told.site.stop();
    }
  });
}
