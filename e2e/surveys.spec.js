// Surveys that the demonstration has none of, in a real browser: persons who answer for themselves and reviewers of drawn cases,
// what they and the analyst see from nothing answered to all done, and every page that says why something was not done.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { mkdirSync } from 'node:fs';
import { launch, serve } from './browser.js';
import { PHONE, WIDE, left as leave, looked as clean, somebody as visitor } from './people.js';

const SCREENS = [
  ['wide', WIDE],
  ['narrow, dark', { ...PHONE, colorScheme: 'dark' }],
];
const { PICTURES } = process.env;

let site;
let browser;
before(async () => {
  site = await serve('surveys');
  browser = await launch();
  if (PICTURES) mkdirSync(PICTURES, { recursive: true });
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

/** A browser of their own. */
async function somebody(options = {}) {
  const page = await visitor(browser, site.origin, options);
  page.screen = options.colorScheme ?? 'light';
  return page;
}

/** Somebody who opens the link they were given. */
async function invited(name, options) {
  const page = await somebody(options);
  await page.goto(site.links[name]);
  await looked(page, 'a link');
  await page.locator('main form button').last().click();
  return page;
}

/** The analyst. */
async function analyst(options) {
  const page = await somebody(options);
  await page.context().addCookies([{ name: 'jamfor', value: site.session, url: site.origin }]);
  return page;
}

/** Answers that are errors are asked for here. */
const left = (page) => leave(/status of [45]\d\d/, page);

let pictures = 0;
/** Nothing is wrong with a page as it is now, whatever stands folded in it. */
async function looked(page, when) {
  await page.locator('details').evaluateAll((all) => all.forEach((one) => { one.open = true; }));
  await clean(page, when);
  pictures += 1;
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/${String(pictures).padStart(3, '0')} ${page.screen} ${when.replaceAll('/', '_')}.png`, fullPage: true });
}

/** Looks at addresses in both languages; each answers with its status. */
async function visits(page, status, ...addresses) {
  assert.ok(addresses.length > 0);
  for (const address of addresses.flatMap((one) => [one, one === '/' ? '/en' : `/en${one}`])) {
    const answer = await page.goto(address);
    assert.equal(answer.status(), status, address);
    await looked(page, address);
  }
}

/** Sends the form of a page, and waits for what it leads to. */
async function sends(page, button = page.locator('main form button').last()) {
  const there = page.waitForNavigation();
  await button.click();
  return there;
}

/** Answers a page: words into fields, choices by their value. */
async function put(page, answers) {
  for (const [name, value] of Object.entries(answers)) {
    const radio = page.locator(`input[type=radio][name="${name}"][value="${value}"]`);
    if (await radio.count()) await radio.check();
    else await page.locator(`main form [name="${name}"]`).last().fill(value);
  }
}

/** What a survey asks on each page, what is wrong on one of them, and what is answered. */
const SURVEYS = [
  { round: 'brukare', part: 'B', who: ['anna', 'bo'], wrong: [2, { B2: 'många' }], pages: [{ B1: 'ja' }, { B2: '3' }, { B3: 'Öppna tidigare' }] },
  { round: 'akter', part: 'A', who: ['akt-01', 'akt-02'], wrong: [1, { A1: 'ja', A2: '2026-02-31' }], pages: [{ A1: 'ja', A2: '2026-02-01' }, { A3: 'nej' }] },
];

for (const { round, part, who, wrong, pages } of SURVEYS) {
  for (const [place, [screen, options]] of SCREENS.entries()) {
    test(`axe finds nothing from the link to the receipt: ${round}, ${screen}`, async () => {
      const name = who[place];
      const root = `/svara/${round}/${round}-${name}`;
      const page = await invited(`${round} ${name}`, options);
      assert.equal(new URL(page.url()).pathname, root);
      const numbers = pages.map((_, index) => `${root}/${part}/${index + 1}`);
      await visits(page, 200, root, `${root}/${part}`, ...numbers, `${root}/${part}/sammanstallning`, `${root}/${part}/skicka`);

      // What is wrong is told, and nothing is lost.
      const [no, answers] = wrong;
      await page.goto(`${root}/${part}/${no}`);
      const isDate = await page.locator('main form [type=date]').count();
      if (!isDate) {
        await put(page, answers);
        await page.locator(`[name="${Object.keys(answers).at(-1)}"]`).last().blur();
        await page.waitForSelector('.error-summary');
        await looked(page, 'something that cannot be');
      }

      for (const [index, answers] of pages.entries()) {
        await page.goto(numbers[index]);
        for (const [name, value] of Object.entries(answers)) {
          await put(page, { [name]: value });
          await page.waitForFunction(() => /^Sparat /.test(document.querySelector('.context [data-save-words]').textContent));
        }
        await looked(page, 'answered');
        await sends(page, page.locator('main form button[value="next"]').last());
      }
      assert.match(page.url(), /\/sammanstallning$/);
      await visits(page, 200, root, `${root}/${part}/sammanstallning`, `${root}/${part}/skicka`);
      await page.goto(`${root}/${part}/skicka`);
      await sends(page);
      assert.equal(new URL(page.url()).pathname, `${root}/${part}/kvitto`);
      await looked(page, 'submitted');
      await visits(page, 200, root, `${root}/${part}/kvitto`, numbers[0], `${root}/${part}/sammanstallning`, `${root}/${part}/skicka`);

      // The link again, when all is done; and what nobody but municipalities have.
      await page.goto(site.links[`${round} ${name}`]);
      await looked(page, 'a link that was used');
      await visits(page, 403, `${root}/dela`, `${root}/arkiv`, `${root}/${part}/oppna-igen`, `${root}/${part}/godkann`);
      await left(page);
    });
  }
}

for (const [screen, options] of SCREENS) {
  test(`axe finds nothing on what the analyst sees of persons and cases: ${screen}`, async () => {
    const nora = await analyst(options);
    await visits(nora, 500, '/arbete/trasig');
    await visits(nora, 200, '/', '/arbete', '/arbete/ny?argang=2026', '/arbete/ny?argang=2027', '/konto', '/fragor/2026', '/fragor/2026/B', '/fragor/2027/A');
    for (const round of ['brukare', 'kommande', 'stangd', 'akter', 'tom']) {
      const desk = `/arbete/${round}`;
      // Of persons there is no list: nothing leads to what one of them answered.
      await visits(nora, ['akter', 'tom'].includes(round) ? 200 : 404, `${desk}/enheter`);
      await visits(nora, 200, desk, `${desk}/lankar`, `${desk}/tider`, `${desk}/kedja`);
      const [state] = round === 'kommande' || round === 'stangd' ? ['oppna'] : ['stang'];
      await visits(nora, 200, `${desk}/${state}`);
    }
    await visits(nora, 404, '/arbete/brukare/enheter/brukare-anna', '/arbete/brukare/enheter/brukare-anna/B');
    await visits(nora, 200, '/arbete/akter/enheter/akter-akt-01', '/arbete/akter/enheter/akter-akt-01/A', '/arbete/akter/enheter/akter-akt-03', '/arbete/akter/enheter/akter-akt-03/A');
    await nora.goto('/arbete/akter/kedja');
    await sends(nora, nora.getByRole('button', { name: 'Kontrollera nu' }));
    await looked(nora, 'a chain that holds');
    await left(nora);
  });
}

// --- Why something was not done ----------------------------------------------------------------------------------------

/** A page of an error looks as every other, in its language, and leads on. */
async function refused(page, status, words, when) {
  const shown = await page.evaluate(() => performance.getEntriesByType('navigation')[0].responseStatus);
  assert.equal(shown, status, when);
  await looked(page, `${status} ${when}`);
  assert.match(await page.locator('main').innerText(), words, when);
  const there = await page.evaluate(() => ({
    style: getComputedStyle(document.querySelector('header .brand')).fontWeight !== '400',
    brand: document.querySelectorAll('header .brand').length,
    tongue: document.querySelectorAll('header .tongue').length,
    h1: document.querySelectorAll('h1').length,
    ways: document.querySelectorAll('main a[href], main form button').length,
  }));
  assert.ok(there.style && there.brand === 1 && there.tongue === 1 && there.h1 === 1 && there.ways > 0, `${when}: ${JSON.stringify(there)}`);
}

/** Sends a form that no page has; `fields` by name. */
async function sent(page, action, fields, type) {
  const there = page.waitForNavigation();
  await page.evaluate(({ action, fields, type }) => {
    const form = document.createElement('form');
    Object.assign(form, { method: 'post', action });
    if (type) form.enctype = type;
    for (const [name, value] of Object.entries(fields)) {
      const field = document.createElement('textarea');
      Object.assign(field, { name, value });
      form.append(field);
    }
    document.body.append(form);
    form.submit();
  }, { action, fields, type });
  return there;
}

for (const [screen, options] of SCREENS) {
  for (const [language, way] of [['sv', ''], ['en', '/en']]) {
    const english = language === 'en';
    const say = (sv, en) => (english ? en : sv);

    test(`axe finds nothing on pages that say why something was not done: ${screen}, ${language}`, async () => {
      const visitor = await somebody(options);
      await visitor.goto(`${way}/finns-inte`);
      await refused(visitor, 404, say(/Sidan finns inte/, /does not exist/), 'nothing there');
      await visitor.goto(`${way}/svara/brukare/brukare-dan`);
      await refused(visitor, 401, say(/Logga in/, /Sign in/), 'nobody');
      for (const [name, words] of [['brukare gammal', say(/gick ut/, /expired/)], ['brukare indragen', say(/återkalla/i, /revoked/)]]) {
        await visitor.goto(`${way}${site.links[name]}`);
        if (await visitor.locator('main form button').count()) await sends(visitor);
        await refused(visitor, 410, words, name);
      }
      for (const [name, words] of [['kommande anna', say(/Just nu går det inte att svara/, /not possible just now/)], ['stangd anna', say(/Just nu går det inte att svara|stängd/, /not possible just now|closed/)], ['trasig anna', say(/gick fel hos oss/, /wrong on our side/)]]) {
        await visitor.goto(`${way}${site.links[name]}`);
        await looked(visitor, `the link: ${name}`);
        if (await visitor.locator('main form button').count()) await sends(visitor);
        if (name !== 'trasig anna') {
          await looked(visitor, `the questionnaire: ${name}`);
          assert.match(await visitor.locator('body').innerText(), words, name);
        } else {
          await visitor.goto(`${way}/svara/trasig/trasig-anna`);
          await refused(visitor, 500, words, name);
        }
      }
      await left(visitor);

      const cilla = await invited('brukare cilla', options);
      const root = `${way}/svara/brukare/brukare-cilla`;
      const out = say('Avsluta', 'Leave');
      const hasHeader = async (when) => assert.equal(await cilla.getByRole('button', { name: out, exact: true }).count(), 1, `${when}: the header of who has a link`);
      await cilla.goto(`${way}/finns-inte`);
      await refused(cilla, 404, say(/Till er enkät/, /To your questionnaire/), 'nothing there, by a link');
      await hasHeader('404');
      await cilla.goto(`${root}/dela`);
      await refused(cilla, 403, say(/gör någon annan/, /Somebody else does this/), 'not theirs');
      await hasHeader('403');
      for (const [status, words, fields, type, action] of [
        [405, say(/går inte att göra så/, /cannot be done/), {}, undefined, `${root}/B/sammanstallning`],
        [415, say(/förstod inte/, /did not understand/), { a: 'b' }, 'text/plain', `${root}/B/1`],
        [413, say(/Högst 1 MB/, /1 MB at most/), { 'B3.comment': 'ordet '.repeat(400_000) }, undefined, `${root}/B/3`],
      ]) {
        await cilla.goto(`${root}/B/3`);
        await sent(cilla, action, fields, type);
        await refused(cilla, status, words, 'sent');
        await hasHeader(status);
      }
      // A form of another site.
      const other = await cilla.context().newPage();
      await other.route('http://other.example/', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>x</title>' }));
      await other.goto('http://other.example/');
      await sent(other, `${site.origin}${root}/B/1`, { B1: 'ja' });
      other.screen = cilla.screen;
      await refused(other, 403, say(/inte tillgång/, /no access/), 'from another site');
      await left(cilla);

      // Nothing comes in time where no answer is.
      const late = await analyst({ ...options, baseURL: site.slow });
      // Its files come from the other service: without its style a page looks as no reader sees it.
      await late.route('**/static/**', async (route) => {
        const response = await late.request.get(`${site.origin}${new URL(route.request().url()).pathname}`);
        await route.fulfill({ response });
      });
      await late.goto(`${way}/arbete`);
      await refused(late, 503, say(/hinner inte svara/, /cannot answer right now/), 'too late');
      await left(late);
    });
  }
}

test('axe finds nothing on what is said to who tries too often, in both languages', async () => {
  const page = await somebody();
  const form = { adress: 'x@y.example', losenord: 'fel' };
  const manyTries = async () => {
    const tries = await Promise.all(Array.from({ length: 60 }, () => page.request.post('/logga-in', { headers: { origin: site.origin }, form })));
    assert.ok(tries.some((answer) => answer.status() === 429), tries.map((answer) => answer.status()).join(' '));
  };
  for (const [address, words] of [['/logga-in', /För många försök/], ['/en/logga-in', /Too many attempts/]]) {
    // On a slow machine there is room for a try again before the page is sent: then there are many more tries first.
    for (let again = 0; again < 5; again += 1) {
      await manyTries();
      const answer = await page.goto(address);
      if (answer.status() === 200) {
        // Somebody else: that x@y.example has to wait is told on another page.
        await page.locator('main input:not([type=hidden], [type=password])').first().fill(`z${again}@y.example`);
        await page.locator('main input[type=password]').fill('fel fel fel fel');
        await sends(page);
      }
      if (words.test(await page.locator('main').innerText())) break;
    }
    await refused(page, 429, words, 'too often');
  }
  await left(page);
});

test('axe finds nothing on what is said when the store is away; what was written is still there', async () => {
  const dan = await invited('brukare dan');
  await dan.goto('/svara/brukare/brukare-dan/B/3');
  const written = 'Det här är en lång text som jag inte vill skriva en gång till';
  await dan.route('**/*.js', (route) => route.abort());
  await dan.reload();
  await put(dan, { B3: written });
  site.tell('away');
  await dan.waitForTimeout(500);
  await sends(dan, dan.locator('main form button[value="next"]').last());
  await refused(dan, 503, /Det gick inte att spara/, 'the store is away, sent');
  assert.equal(await dan.locator('main textarea').first().inputValue(), written);
  for (const [address, words] of [['/svara/brukare/brukare-dan', /Det gick inte att spara|går inte att nå/], ['/en/svara/brukare/brukare-dan', /could not be saved|cannot be reached/]]) {
    await dan.goto(address);
    await refused(dan, 503, words, 'the store is away');
  }
  dan.complaints = dan.complaints.filter((text) => !/ERR_FAILED/.test(text));
  await left(dan);
});
