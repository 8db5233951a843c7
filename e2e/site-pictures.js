// Pictures of every page of the site, wide and narrow, light and dark: node site-pictures.js [FOLDER].
//
// They go to FOLDER (default: e2e/pictures/site, which git ignores). With --keep they go to docs/images/site as well,
// and docs/site.md is written: one line a page.
// The story of a publication is told by its own tests: their pictures are taken while they run.
import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { jamfor, launch } from './browser.js';
import { TALLEST, pictures } from './picture.js';

const args = process.argv.slice(2);
const keep = args.includes('--keep');
const folder = args.find((arg) => !arg.startsWith('--')) ?? new URL('./pictures/site', import.meta.url).pathname;
const kept = new URL('../docs/images/site', import.meta.url).pathname;
const index = new URL('../docs/site.md', import.meta.url).pathname;

const SCREENS = {
  wide: { viewport: { width: 1280, height: 900 } },
  narrow: { viewport: { width: 375, height: 740 }, hasTouch: true, isMobile: true },
};
const HABO = '/svara/2018-prov/0643';
const DESK = '/arbete/2018-prov';
const ROUND = '/resultat/2018-omgang-3';

const click = (name) => async (page) => {
  await page.getByRole('button', { name, exact: true }).first().click();
  await page.waitForLoadState();
};
const open = async (page) => page.locator('details').evaluateAll((all) => all.forEach((one) => { one.open = true; }));

let turn = 0;
/** Two people answer the same question differently, while both have it open. */
async function conflict(page, beside) {
  turn += 1;
  const other = await beside('En kollega i Habo, del E');
  for (const one of [page, other]) await one.goto(await resolve(one, `${HABO}/E/{E5}`));
  if (!(await page.locator('.conflict').count())) {
    for (const [one, value] of [[other, `3,${turn}`], [page, `4,${turn}`]]) {
      await one.locator('#f-E5').fill(value);
      await one.locator('#f-E5').blur();
      await one.waitForFunction(() => document.querySelector('.conflict, [data-save-words]')?.textContent.match(/Sparat|svar/));
    }
  }
  await page.goto(page.url());
  await page.waitForSelector('.conflict');
}

/** A link for a colleague, as it is shown once. */
async function passOn(page) {
  turn += 1;
  await page.locator('input[name="namn"]').fill(`Kim Ek ${turn}`);
  await page.locator('input[name="roll"][value="respondent"]').check();
  for (const box of await page.locator('input[name="del"]').all()) await box.setChecked(await box.getAttribute('value') === 'E');
  await page.getByRole('button', { name: 'Gör en länk' }).click();
  await page.locator('[id$="lankadress"]').waitFor();
}

/** A city offers an answer to one question more. */
async function offer(page) {
  const open = page.locator('.tasks li').filter({ hasText: 'Inget förslag' }).locator('a');
  if (!(await open.count())) return;
  await open.first().click();
  const control = page.locator('main input[type=radio], main input[type=checkbox], main input[inputmode]').first();
  if (await control.getAttribute('inputmode')) await control.fill('3');
  else await control.check();
  await page.getByRole('button', { name: 'Spara och gå till översikten' }).click();
  await page.waitForSelector('.tasks');
}

/** A draft that municipalities may look at, made where there is none. */
async function drafted(page) {
  for (const name of ['Gör ett utkast', 'Öppna förhandsvisningen']) {
    if (!(await page.getByRole('button', { name, exact: true }).count())) continue;
    await click(name)(page);
    await page.waitForSelector('main .notice, main h2');
  }
}

/** As it comes on paper. */
const print = (page) => page.emulateMedia({ media: 'print' });

const first = (found) => async (page) => {
  await page.locator(found).first().click();
  await page.waitForLoadState();
};

// Who, their pages: what the picture is called, what it shows, the address, and what is done there first.
const PAGES = {
  'Anybody': [
    ['start', 'The first page', '/'],
    ['start-english', 'The first page in English', '/en'],
    ['search', 'A search with a typing error', '/sok?q=jonkoipng'],
    ['publications', 'Everything that is published', '/resultat'],
    ['result', 'A published result', ROUND],
    ['result-unit', 'A municipality', `${ROUND}/enhet/0643`],
    ['result-unit-print', 'The same on paper', `${ROUND}/enhet/0643`, print],
    ['result-unit-english', 'The same in English', `/en${ROUND}/enhet/0643`],
    ['result-county', 'A county', `${ROUND}/enhet/county:06`],
    ['result-indicator', 'An indicator: places, distribution, map, trend', `${ROUND}/indikator/eb-utredningsmall-barn?visa=0643`],
    ['result-explained', 'One value explained, down to what it was made of', `${ROUND}/varfor/eb-socialjour/0643`],
    ['result-explained-county', 'The figure of a county, and the units behind it', `${ROUND}/varfor/eb-fia/county:06`],
    ['result-compare', 'Municipalities compared', `${ROUND}/jamfor?enheter=liknande:0643`],
    ['result-compare-print', 'The same on paper', `${ROUND}/jamfor?enheter=liknande:0643`, print],
    ['result-why-english', 'A value explained, in English', `/en${ROUND}/varfor/eb-utredningsmall-barn/0643`],
    ['result-change', 'Two editions: what is reality, what is definition', `${ROUND}/forandring?enhet=0643`],
    ['result-learn', 'Whom to learn from', `${ROUND}/lar-av/0643`],
    ['result-guide', 'The guide and the method', `${ROUND}/guide`],
    ['result-steps', 'Analysis in four steps', `${ROUND}/guide/analys`],
    ['result-questions', 'What each question is for, and how often it is used', `${ROUND}/guide/fragor`],
    ['result-missing', 'A publication that there is none of', '/resultat/2018'],
    ['result-download', 'Files to download', `${ROUND}/ladda-ner`],
    ['result-corrections', 'Corrections', '/rattelser'],
    ['result-then', 'A publication as it was known on a day', '/resultat/2018-omgang-1?per=2018-12-31'],
    ['result-indicator-print', 'An indicator on paper', `${ROUND}/indikator/eb-utredningsmall-barn?visa=0643`, print],
    ['result-real', 'A municipality of 2015, of which only outcomes are known', '/resultat/2015/enhet/0643'],
    ['result-misspelt', 'An indicator that is misspelt', `${ROUND}/indikator/eb-fiaa`],
    ['contact', 'Contact', '/kontakt'],
    ['accessibility', 'What is known of accessibility', '/tillganglighet'],
    ['privacy', 'Personal data', '/personuppgifter'],
    ['questions', 'All questions in advance', '/fragor/2018/E'],
    ['code', 'A link typed in as a code', '/lank'],
    ['link-wrong', 'A link that opens nothing', '/lank/fel'],
    ['sign-in', 'Signing in', '/logga-in'],
    ['sign-in-refused', 'A password that is wrong', '/logga-in', async (page) => {
      await page.locator('main input:not([type=hidden])').first().fill('utredare@jamfor.example');
      await page.locator('main input[type=password]').fill('fel');
      await page.locator('main form button').last().click();
      await page.waitForSelector('main form');
    }],
    ['not-found', 'A page that is not there', '/finns-inte'],
    ['demo', 'Everybody of the demonstration', '{everybody}'],
  ],
  'Publicerare': [
    ['publishing', 'A draft of a publication: preview, contested cells, time', `${DESK}/publicering`, drafted],
  ],
  'Samordnaren i Habo': [
    ['preview', 'Its own result before anybody else sees it', `${HABO}/resultat`],
    ['hub', 'The hub of a municipality', HABO],
    ['part', 'One part', `${HABO}/E`],
    ['question', 'A question', `${HABO}/E/1`],
    ['question-number', 'A number, with its help calculator open', `${HABO}/E/{E5}`, open],
    ['question-grid', 'A grid of questions', `${HABO}/G/{G2.lss}`],
    ['question-error', 'Something written that is no number', `${HABO}/E/{E5}`, async (page) => {
      await page.locator('#f-E5').fill('fyra');
      await page.locator('#f-E5').blur();
      await page.waitForSelector('.error-summary');
    }],
    ['summary', 'All answers of a part', `${HABO}/G/sammanstallning`],
    ['left', 'What is left before a part is submitted', `${HABO}/E/skicka`],
    ['pass-on', 'Sharing with colleagues', `${HABO}/dela`],
    ['workbook', 'Answering in a workbook', `${HABO}/fil`],
    ['pass-on-link', 'The link for a colleague, shown once', `${HABO}/dela`, passOn],
    ['conflict', 'Two answers to the same question', `${HABO}/E/1`, conflict],
    ['question-english', 'A question in English', `/en${HABO}/E/1`],
    ['archive', 'Earlier rounds', `${HABO}/arkiv`],
    ['receipt', 'What was submitted, and its receipt', `${HABO}/arkiv`, first('main a[href*="/arkiv/"]')],
    ['hub-english', 'The hub in English', `/en${HABO}`],
    ['foreign', 'Another municipality’s address', '/svara/2018-prov/0642'],
  ],
  'Chefen i Habo': [
    ['manager', 'The hub of a manager', HABO],
    ['sign-off', 'Reading and signing off', `${HABO}/E/godkann`],
  ],
  'Samordnaren i Stockholms stad': [
    ['city', 'What a city may offer its districts', '/stad/2018-prov/0180'],
    ['city-question', 'An answer that districts may accept', '/stad/2018-prov/0180/E/1'],
    ['city-offered', 'What the city has offered so far', '/stad/2018-prov/0180', offer],
  ],
  'Nationell utredare': [
    ['rounds', 'The analyst’s rounds', '/arbete'],
    ['round-new', 'A new round', '/arbete/ny?argang=2018'],
    ['table', 'The live table of a round', DESK],
    ['units', 'Its units', `${DESK}/enheter`],
    ['unit', 'One unit', `${DESK}/enheter/0643`],
    ['history', 'Its answers as they were at a time', `${DESK}/enheter/0643/E`],
    ['submitted', 'A submitted part, which can be reopened', `${DESK}/enheter/0114/G`],
    ['links', 'Links to all coordinators', `${DESK}/lankar`],
    ['times', 'Changing the times', `${DESK}/tider`],
    ['close', 'Closing the collection', `${DESK}/stang`],
    ['reopen', 'Opening a closed round', '/arbete/2017-prov/oppna'],
    ['chain', 'The audit chain, verified', `${DESK}/kedja`, click('Kontrollera nu')],
    ['account', 'One’s own account', '/konto'],
    ['accounts', 'Accounts', '/konton'],
    ['account-one', 'Somebody’s account', '/konton', first('main table a')],
  ],
  'Regional utredare i Jönköpings län': [
    ['table-county', 'The table as a county sees it', DESK],
  ],
};

const site = await jamfor();
const browser = await launch();
await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });

const cut = new Set();
/** Pictures of a page after the first, which go on where it ends. */
const further = {};

const found = {};
/** What stands in braces in an address, found by looking. */
async function resolve(page, path) {
  if (path === '{everybody}') return site.everybody;
  const cell = path.match(/^(.*)\/\{([A-Z]\d.*)\}$/);
  if (cell && !found[cell[2]]) {
    for (let no = 1; no < 30 && !found[cell[2]]; no += 1) {
      await page.goto(`${cell[1]}/${no}`);
      if (await page.locator(`input[name="base.${cell[2]}"]`).count()) found[cell[2]] = no;
    }
  }
  return path.replace(/\{([^}]+)\}/g, (_, name) => found[name]);
}

const lines = [];
const WAYS = [['wide-light', 'wide'], ['narrow-light', 'narrow'], ['wide-dark', 'wide, dark'], ['narrow-dark', 'narrow, dark']];
try {
  for (const [who, pages] of Object.entries(PAGES)) {
    lines.push('', `## ${who}`, '');
    for (const [screen, options] of Object.entries(SCREENS)) {
      for (const colorScheme of ['light', 'dark']) {
        const context = await browser.newContext({ baseURL: site.origin, colorScheme, locale: 'sv-SE', ...options });
        const page = await context.newPage();
        if (who !== 'Anybody') {
          await page.goto(site.everybody);
          await click(who)(page);
        }
        for (const [name, title, path, act] of pages) {
          await page.emulateMedia({ media: null });
          await page.goto(await resolve(page, path));
          const others = [];
          const beside = async (who) => {
            others.push(await browser.newContext({ baseURL: site.origin, colorScheme, locale: 'sv-SE', ...options }));
            const other = await others.at(-1).newPage();
            await other.goto(site.everybody);
            await click(who)(other);
            return other;
          };
          if (act) await act(page, beside);
          // What is dark is the same again: its beginning shows how it looks.
          const taken = await pictures(page, folder, `${name}-${screen}-${colorScheme}`, colorScheme === 'dark' ? 1 : undefined);
          further[`${name}-${screen}-${colorScheme}`] = taken.names.slice(1);
          if (taken.cut) cut.add(name);
          for (const other of others) await other.close();
        }
        await context.close();
      }
    }
    for (const [name, title, path] of pages) {
      const shown = path.replace(/\{everybody\}/, '/prov/…').replace(/\?.*$/, '');
      const one = ([way, words]) => [
        `[${words}](images/site/${name}-${way}.webp)`,
        ...further[`${name}-${way}`].map((file, at) => `[${at + 2}](images/site/${file})`),
      ].join(' ');
      lines.push(`- ${title} (\`${shown}\`): ${WAYS.map(one).join(', ')}`);
    }
  }
} finally {
  await browser.close();
  site.stop();
}

// A publication from its draft to its correction, as somebody with a keyboard goes through it.
const told = spawnSync(process.execPath, ['--test', '--test-name-pattern=keyboard', 'publishing.spec.js'], {
  cwd: new URL('.', import.meta.url).pathname,
  env: { ...process.env, JAMFOR_PICTURES: folder },
  encoding: 'utf8',
});
if (told.status !== 0) throw new Error(`the story of a publication failed: ${told.stdout}`);
lines.push('', '## A publication from its draft to its correction', '');
const states = (await readdir(folder)).filter((file) => file.startsWith('state-'));
for (const when of new Set(states.map((file) => file.replace(/^state-\d+-(.*)-(wide|narrow)\.webp$/, '$1')))) {
  const own = states.filter((file) => file.replace(/^state-\d+-(.*)-(wide|narrow)\.webp$/, '$1') === when);
  const words = when.replaceAll('-', ' ');
  lines.push(`- ${words[0].toUpperCase()}${words.slice(1)}: ${own.map((file) => `[${file.match(/(wide|narrow)\.webp$/)[1]}](images/site/${file})`).join(', ')}`);
}

let sum = 0;
const taken = await readdir(folder);
for (const file of taken) sum += (await stat(`${folder}/${file}`)).size;
console.log(`${taken.length} pictures, ${Math.round(sum / 1000)} kB`);
if (keep) {
  await rm(kept, { recursive: true, force: true });
  await mkdir(kept, { recursive: true });
  for (const file of taken) await copyFile(`${folder}/${file}`, `${kept}/${file}`);
  await writeFile(index, `# The pages of the site

Pictures of the pages as the demonstration shows them (\`jamfor\` alone), taken by \`e2e/site-pictures.js\`: 1280 and 375 pixels
wide, in light and dark. A page taller than ${TALLEST} pixels goes on in further pictures, in light; these are cut all the same: ${[...cut].join(', ')}. The round is simulated. The components they are made of are on the living page (\`/design\`,
[design-system.md](design-system.md)).
${lines.join('\n')}
`);
}
