// A whole round of the program itself, as `jamfor serve --demo` runs it: an analyst makes a round, a coordinator shares it with
// a colleague, both answer everything, a manager signs off, the coordinator submits, and what is computed of the store is what
// is computed of the same answers in a file. Once with all there is, and once each without scripts, on a phone, and in English.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { jamfor, launch } from './browser.js';
import { PHONE, demonstrated, left as leave, looked, somebody } from './people.js';

const ROUND = 'provet';
const HABO = `/svara/${ROUND}/0643`;

let site;
let browser;
let analyst;
let rows;
before(async () => {
  site = await jamfor();
  browser = await launch();
  const simulated = site.command('simulate', '--edition', '2018', '--seed', '7');
  assert.equal(simulated.status, 0, simulated.stderr);
  rows = simulated.stdout.trim().split('\n');
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

// --- People and their browsers -----------------------------------------------------------------------------------

/** Somebody who opens the link they were given. */
async function invited(link, options) {
  const page = await somebody(browser, site.origin, options);
  await page.goto(link);
  await looked(page, 'a link');
  await page.locator('main form button').last().click();
  return page;
}

/** What is refused on purpose is no fault. */
const left = (...pages) => leave(/status of (404|409|422)/, ...pages);

const become = (page, words) => page.waitForFunction((words) =>
  new RegExp(words).test(document.querySelector('.context [data-save-words]').textContent), words);
const saved = (page) => become(page, '^(Sparat|Saved) ');

// --- Answers -----------------------------------------------------------------------------------------------------

/** What a unit answers, by cell. */
function answersOf(unit) {
  const cells = new Map();
  for (const row of rows.slice(1)) {
    const [code, question, line, value] = row.split(';');
    if (code !== unit) continue;
    const cell = line ? `${question}.${line}` : question;
    cells.set(cell, [...(cells.get(cell) ?? []), value]);
  }
  return cells;
}

const written = (value, english) => (/^\d+\.\d+$/.test(value) && !english ? value.replace('.', ',') : value);

/** The cells that a page asks. */
const asked = (page) => page.locator('main form input[name^="base."]').evaluateAll((all) =>
  all.map(({ name }) => name.slice('base.'.length)).filter((cell) => !cell.includes('#')));

/** Puts an answer into the fields of a cell. */
async function put(page, cell, values, english) {
  const fields = page.locator(`main form [name="${cell}"]`);
  const type = await fields.first().getAttribute('type');
  if (type === 'radio') return page.locator(`[name="${cell}"][value="${values[0]}"]`).check();
  if (type === 'checkbox') {
    for (const value of values) await page.locator(`[name="${cell}"][value="${value}"]`).check();
    return undefined;
  }
  return fields.first().fill(written(values[0], english));
}

/** Answers a part from its first page to its summary, with the mouse. */
async function answerAll(page, root, part, unit, english = false) {
  const answers = answersOf(unit);
  await page.goto(`${root}/${part}/1`);
  while (/\/\d+$/.test(page.url())) {
    await looked(page, 'a page of questions');
    const here = page.url();
    const done = new Set();
    // Follow-ups come while one answers.
    for (let open = await asked(page); open.length > 0; open = (await asked(page)).filter((cell) => !done.has(cell))) {
      for (const cell of open) {
        done.add(cell);
        if (answers.has(cell) && await page.locator(`main form [name="${cell}"]`).count()) await put(page, cell, answers.get(cell), english);
      }
      if (page.axe) await saved(page);
    }
    await page.locator('main form button[value="next"]').last().click();
    await page.waitForURL((url) => url.href !== here);
  }
  assert.match(page.url(), /\/sammanstallning$/);
  await looked(page, 'a summary');
}

/** Presses Tab until what has the focus is wanted. */
async function tabTo(page, wanted, what) {
  for (let i = 0; i < 400; i += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(wanted, what)) return;
  }
  assert.fail(`the keyboard does not reach ${what ?? wanted}`);
}

const follow = async (page, words) => {
  await tabTo(page, (words) => document.activeElement.matches('a, button') && document.activeElement.textContent.includes(words), words);
  const here = page.url();
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.href !== here);
};

/** Chooses a radio button by the arrow keys, where the focus is in its group. */
async function choose(page, value) {
  if (!await page.evaluate(() => document.activeElement.checked)) await page.keyboard.press('Space');
  for (let i = 0; i < 20; i += 1) {
    if (await page.evaluate((value) => document.activeElement.value === value && document.activeElement.checked, value)) return;
    await page.keyboard.press('ArrowDown');
  }
  assert.fail(`the arrow keys do not reach ${value}`);
}

/** Answers the page where one is, and those after it, with the keyboard only. */
async function answerByKeyboard(page, answers) {
  while (/\/\d+$/.test(page.url())) {
    const here = page.url();
    const done = new Set();
    for (;;) {
      await tabTo(page, (done) => {
        const it = document.activeElement;
        if (it.matches('button[value="next"]')) return true;
        return Boolean(it.form && document.getElementsByName(`base.${it.name}`).length)
          && !done.includes(it.type === 'checkbox' ? `${it.name}=${it.value}` : it.name);
      }, [...done]);
      const { name, type, value, isButton } = await page.evaluate(() => {
        const { name, type, value } = document.activeElement;
        return { name, type, value, isButton: document.activeElement.matches('button') };
      });
      if (isButton) {
        const isLeft = (await asked(page)).some((cell) => answers.has(cell) && ![...done].some((one) => one.split('=')[0] === cell));
        if (!isLeft) break;
        continue;
      }
      done.add(type === 'checkbox' ? `${name}=${value}` : name);
      const wanted = answers.get(name);
      if (!wanted) continue;
      if (type === 'radio') await choose(page, wanted[0]);
      else if (type !== 'checkbox') await page.keyboard.type(written(wanted[0]));
      else if (wanted.includes(value)) await page.keyboard.press('Space');
      await become(page, '^(Sparat|Två har|Allt är)');
    }
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.href !== here);
    await looked(page, 'answered with the keyboard');
  }
}

/** Makes a link for somebody; gives its address. */
async function passOn(page, root, name, role, parts) {
  await page.goto(`${root}/dela`);
  await page.locator('input[name="namn"]').fill(name);
  await page.locator(`input[name="roll"][value="${role}"]`).check();
  for (const box of await page.locator('input[name="del"]').all()) await box.setChecked(parts.includes(await box.getAttribute('value')));
  await looked(page, 'a link is asked for');
  await page.getByRole('button', { name: /Gör en länk|Make a link/ }).click();
  const link = page.locator('[id$="lankadress"]');
  await link.waitFor().catch(async (why) => assert.fail(`${why}: ${await page.locator('main').innerText()}`));
  await looked(page, 'a link is made');
  return (await link.inputValue()).trim();
}

/** What is in the way is explained, by a comment on every doubtful answer; gives how many there were. */
async function explain(page, root, part) {
  for (let explained = 0; ; explained += 1) {
    await page.goto(`${root}/${part}/skicka`);
    await looked(page, 'what is left');
    const doubtful = page.locator('main h2', { hasText: /behöver en kommentar|need a comment/ });
    if (!await doubtful.count()) return explained;
    const way = await page.locator('main h2', { hasText: /behöver en kommentar|need a comment/ })
      .locator('xpath=following-sibling::*[1]//a').first().getAttribute('href');
    await page.goto(way);
    await looked(page, 'a doubtful answer');
    const cell = decodeURIComponent(way.split('#f-')[1]);
    const question = page.locator(`[data-block="${cell.split(/[-.]/)[0]}"]`);
    const comment = question.locator('textarea[name$=".comment"]').first();
    if (!await comment.isVisible()) await question.locator('summary', { hasText: /Kommentera|Comment/ }).first().click();
    await comment.fill('Så är det hos oss: chefen är gemensam.');
    const here = page.url();
    await page.locator('main form button[value="next"]').last().click();
    await page.waitForURL((url) => url.pathname !== new URL(here).pathname);
  }
}

async function signOff(page, root, part) {
  await page.goto(`${root}/${part}/godkann`);
  await looked(page, 'to be signed off');
  await page.locator('input[name="name"]').fill('Dana Rask');
  await page.locator('input[name="role"]').fill('Socialchef');
  await page.locator('main form button').last().click();
  await page.waitForURL('**/godkant');
  await looked(page, 'signed off');
}

/** Submits a part; gives the file of its receipt. */
async function submit(page, root, part) {
  await page.goto(`${root}/${part}/skicka`);
  await looked(page, 'to be submitted');
  await page.locator('main form button').last().click();
  await page.waitForURL('**/kvitto');
  await looked(page, 'a receipt');
  assert.match(await page.locator('main').textContent(), /Dana Rask, Socialchef/);
  const file = await page.request.get(`${root}/${part}/kvitto.json`);
  assert.equal(file.status(), 200);
  // Whoever holds the file can prove it, also the manager's name, with nothing but the program and the store.
  const kept = join(site.folder, `kvitto-${part}.json`);
  const receipt = await file.json();
  writeFileSync(kept, JSON.stringify(receipt));
  const audit = () => site.command('audit', 'verify', '--store', site.store, '--anchor', kept);
  const held = audit();
  assert.equal(held.status, 0, held.stderr);
  assert.match(held.stdout, /Dana Rask, Socialchef/);
  receipt.signed_off.fact.content.name = 'Någon Annan';
  writeFileSync(kept, JSON.stringify(receipt));
  assert.notEqual(audit().status, 0, 'another name is found');
  return receipt.submitted;
}

// --- The analyst ---------------------------------------------------------------------------------------------------

/** A link for the coordinator of a unit. */
async function issue(unit, vem) {
  await analyst.goto(`/arbete/${ROUND}/enheter/${unit}`);
  await looked(analyst, 'a unit');
  await analyst.locator('input[name="vem"]').fill(vem);
  await analyst.getByRole('button', { name: 'Utfärda länken' }).click();
  const link = await analyst.locator('#lankar code, table code').first().textContent();
  await analyst.getByRole('button', { name: /^Kopiera/ }).first().click();
  await analyst.locator('[role=status]', { hasText: 'Kopierad' }).waitFor();
  await looked(analyst, 'a link is issued');
  return link;
}

const table = async () => {
  await analyst.goto(`/arbete/${ROUND}`);
  await looked(analyst, 'the table');
  return analyst.locator('table#riket').innerText();
};

/** What is computed of the answers in the store is what is computed of the same answers in a file. */
function computesTheSame(unit, changed = {}) {
  const file = join(site.folder, `${unit}.csv`);
  const lines = rows.filter((row) => row.startsWith(`${unit};`)).map((row) => {
    const [code, question, line, value] = row.split(';');
    return [code, question, line, changed[question] ?? value, '', '', ''].join(';');
  });
  writeFileSync(file, `${[rows[0], ...lines].join('\n')}\n`);
  const outcomes = (folder, ...from) => {
    const out = join(site.folder, folder);
    const done = site.command('compute', '--edition', '2018', ...from, '--out', out);
    assert.equal(done.status, 0, done.stderr);
    return readFileSync(join(out, 'outcomes.csv'), 'utf8').split('\n').filter((line) => line.startsWith(`2018;${unit};`));
  };
  const stored = outcomes(`${unit}-store`, '--round', ROUND, '--store', site.store);
  assert.ok(stored.length > 30 && !stored.every((line) => line.includes('not_answered')), stored.join('\n'));
  assert.deepEqual(stored, outcomes(`${unit}-file`, '--answers', file));
}

test('the analyst makes a round, opens it, and sees that nobody has answered', async () => {
  analyst = await demonstrated(browser, site, 'Nationell utredare');
  await looked(analyst, 'the rounds');
  await analyst.goto('/arbete/ny?argang=2018');
  await looked(analyst, 'a new round');
  const fill = (name, text) => analyst.locator(`input[name="${name}"]`).fill(text);
  await fill('namn', 'Öppna jämförelser 2018, provet');
  await fill('id', 'Med Versaler');
  await analyst.getByRole('button', { name: 'Skapa omgången' }).click();
  await analyst.waitForSelector('.error-summary');
  await looked(analyst, 'a round with an error');
  await fill('id', ROUND);
  const day = (days) => new Date(Date.now() + days * 86400000).toISOString().slice(0, 10);
  await fill('oppnar_dag', day(-2));
  await fill('stanger_dag', day(20));
  await analyst.getByRole('button', { name: 'Skapa omgången' }).click();
  await analyst.waitForURL(`**/arbete/${ROUND}`);
  await looked(analyst, 'a planned round');
  await analyst.goto(`/arbete/${ROUND}/oppna`);
  await looked(analyst, 'opening');
  await analyst.locator('main form button').last().click();
  await analyst.waitForURL(`**/arbete/${ROUND}`);
  assert.match(await table(), /0,0\s%/);
});

/** What the nation's table says of a part on a page as it is now is that so many have submitted, and nobody has begun. */
async function says(page, part, submitted) {
  const line = page.locator('table#riket tbody tr').filter({ has: page.locator(`th:text-matches("^Del ${part} ")`) });
  const cells = (await line.locator('td').allInnerTexts()).map((text) => text.trim());
  const asked = Number(cells[6]);
  assert.ok(asked > 300, `${asked} are asked`);
  const share = `${((100 * submitted) / asked).toFixed(1).replace('.', ',')}\u00a0%`;
  assert.deepEqual([cells[0], cells[3], cells[4]], [share, String(submitted), '0'], `part ${part}`);
}

/** A desk page that is open the whole time: it shows what is submitted without being loaded again. */
async function watching() {
  const page = await demonstrated(browser, site, 'Nationell utredare');
  await page.goto(`/arbete/${ROUND}`);
  for (const part of ['G', 'E']) await says(page, part, 0);
  await page.evaluate(() => { window.stays = true; });
  await page.locator('table#lan tbody a').last().focus();
  return page;
}

/** It shows that one has submitted both parts, and says so when nothing newer comes. */
async function watched(page) {
  for (const part of ['G', 'E']) {
    await page.waitForFunction((part) => {
      const row = [...document.querySelectorAll('table#riket tbody tr')].find((one) => one.querySelector('th').textContent.startsWith(`Del ${part} `));
      return row.querySelectorAll('td')[3].textContent.trim() === '1';
    }, part);
    await says(page, part, 1);
  }
  assert.equal(await page.evaluate(() => window.stays), true, 'it was not loaded again');
  assert.equal(await page.evaluate(() => document.activeElement.closest('table')?.id), 'lan', 'the focus stays');
  assert.match(await page.locator('[data-live] time').first().innerText(), /^\d{4}-\d\d-\d\d kl\. \d\d\.\d\d$/);
  await looked(page, 'the table, fetched again');
  const old = page.locator('[data-live-old]');
  assert.equal(await old.isVisible(), false);
  await page.context().setOffline(true);
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await old.waitFor();
  await looked(page, 'a table that is old');
  await page.context().setOffline(false);
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await old.waitFor({ state: 'hidden' });
  page.complaints = page.complaints.filter((text) => !/ERR_INTERNET_DISCONNECTED/.test(text));
  await left(page);
}

test('the whole story: shared, answered by two, in conflict, mended, signed, submitted, computed', async () => {
  const open = await watching();
  const anna = await invited(await issue('0643', 'Anna Ek'));
  await looked(anna, 'the hub');
  const bertil = await invited(await passOn(anna, HABO, 'Bertil Ö', 'respondent', ['E']));
  await looked(bertil, 'a colleague\'s hub');
  assert.equal((await bertil.request.get(`${HABO}/G/1`)).status(), 404, 'the link opens its part only');

  await answerAll(anna, HABO, 'G', '0643');
  let explained = await explain(anna, HABO, 'G');

  // Bertil has the keyboard only, and says at first that there is another method, but not which.
  const answers = answersOf('0643');
  assert.deepEqual(answers.get('E7.annan'), ['nej']);
  await follow(bertil, 'Börja med del E');
  await answerByKeyboard(bertil, new Map([...answers, ['E7.annan', ['ja']]]));
  assert.match(bertil.url(), /\/E\/sammanstallning$/);
  await bertil.goto(`${HABO}/E/skicka`);
  await looked(bertil, 'what is left for a colleague');
  assert.match(await bertil.locator('main').textContent(), /det står inte vilken metod/);
  await follow(bertil, 'Gå dit');
  await looked(bertil, 'a hard check');
  await tabTo(bertil, () => document.activeElement.name === 'E7.annan');
  await choose(bertil, 'nej');
  await saved(bertil);

  // Both have the same page open, and answer differently.
  const number = await pageOf(anna, HABO, 'E', 'E5');
  await bertil.goto(number);
  await anna.locator('#f-E5').fill('5');
  await saved(anna);
  await tabTo(bertil, () => document.activeElement.name === 'E5');
  await bertil.keyboard.press('Control+A');
  await bertil.keyboard.type('4,2');
  // Nothing moves while one writes: the other answer is shown when one leaves the field.
  await bertil.keyboard.press('Tab');
  await bertil.waitForSelector('.conflict');
  assert.match(await bertil.locator('.conflict').textContent(), /Anna Ek[\s\S]*Bertil Ö/);
  await looked(bertil, 'a conflict');
  await anna.goto(HABO);
  assert.match(await anna.locator('main').textContent(), /Två svar, välj ett/);
  await looked(anna, 'a hub with a conflict');
  await anna.goto(`${HABO}/E/skicka`);
  assert.match(await anna.locator('main').textContent(), /Två svar på samma fråga/);
  await tabTo(bertil, () => document.activeElement.matches('button') && /Låt det här gälla – Bertil/.test(document.activeElement.textContent));
  await bertil.keyboard.press('Enter');
  await bertil.waitForFunction(() => !document.querySelector('.conflict'));
  assert.equal(await bertil.locator('#f-E5').inputValue(), '4,2');

  // The manager reads and signs off; nobody but the coordinator submits.
  const dana = await invited(await passOn(anna, HABO, 'Dana Rask', 'manager', ['G', 'E']));
  await looked(dana, 'a manager\'s hub');
  explained += await explain(anna, HABO, 'E');
  assert.ok(explained >= 1, 'a soft check asked for a comment');
  const receipts = {};
  for (const part of ['G', 'E']) {
    await signOff(dana, HABO, part);
    receipts[part] = await submit(anna, HABO, part);
  }
  assert.equal(receipts.E.fact.content.cells.E5, '4.2', 'numbers are kept as they were written');
  for (const page of [anna, bertil, dana]) {
    await page.goto(HABO);
    await looked(page, 'a hub when all is submitted');
    assert.match(await page.locator('main').textContent(), /Inskickad/);
  }
  await anna.goto(`${HABO}/E/oppna-igen`);
  await looked(anna, 'asking to reopen');
  await anna.goto(`${HABO}/arkiv`);
  await looked(anna, 'the archive');

  // The analyst sees it.
  await watched(open);
  await table();
  for (const part of ['G', 'E']) await says(analyst, part, 1);
  for (const path of ['', '/E', '/G']) {
    await analyst.goto(`/arbete/${ROUND}/enheter/0643${path}`);
    await looked(analyst, 'a unit that has answered');
  }
  computesTheSame('0643', { E5: '4.2' });
  await left(anna, bertil, dana);
});

for (const [name, unit, root, english, options] of [
  ['without scripts', '0642', '/svara', false, { javaScriptEnabled: false }],
  ['on a phone', '0604', '/svara', false, PHONE],
  ['in English, dark', '0617', '/en/svara', true, { colorScheme: 'dark' }],
]) {
  test(`a round ${name}`, async () => {
    const here = `${root}/${ROUND}/${unit}`;
    const link = await issue(unit, 'Eva Storm');
    const eva = await invited(english ? link.replace('/lank/', '/en/lank/') : link, options);
    assert.match(eva.url(), new RegExp(`${here}$`));
    await looked(eva, 'the hub');
    const colleague = await invited(await passOn(eva, here, 'Ola', 'respondent', ['E']), options);
    await answerAll(eva, here, 'G', unit, english);
    await answerAll(colleague, here, 'E', unit, english);
    for (const part of ['G', 'E']) await explain(eva, here, part, english);
    const manager = await invited(await passOn(eva, here, 'Dana Rask', 'manager', ['G', 'E']), options);
    for (const part of ['G', 'E']) {
      await signOff(manager, here, part);
      await submit(eva, here, part);
    }
    computesTheSame(unit);
    await left(eva, colleague, manager);
  });
}

/** The address of the page that asks a cell. */
async function pageOf(page, root, part, cell) {
  for (let no = 1; no < 30; no += 1) {
    await page.goto(`${root}/${part}/${no}`);
    if ((await asked(page)).includes(cell)) return `${root}/${part}/${no}`;
  }
  return assert.fail(`no page asks ${cell}`);
}
