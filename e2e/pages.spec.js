// Every page of the program itself as those see it who may, besides those that the stories of a round come by: axe finds nothing and
// nothing sticks out, wide and narrow, light and dark, in both languages.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { jamfor, launch } from './browser.js';
import { PHONE, WIDE, demonstrated, fits, left as leave, looked, somebody } from './people.js';

const SCREENS = [['wide', WIDE], ['narrow, dark', { ...PHONE, colorScheme: 'dark' }]];

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

/** What is refused on purpose is no fault. */
const left = (...pages) => leave(/status of (400|401|403|404|409|422)/, ...pages);

/** Pages that somebody may see, by who: every page of the site besides those that the stories came by. */
const PAGES = {
  visitor: ['/', '/kontakt', '/tillganglighet', '/personuppgifter', '/lank', '/lank/fel', '/valkommen/0123abcd-4567efgh-89jkmnpq-rstvwxyz', '/logga-in', '/resultat/2015', '/resultat/2018-omgang-3', '/resultat/2015/guide', '/resultat/2015/guide/indicators', '/resultat/2018-omgang-3/guide', '/resultat/2018-omgang-3/guide/read-me', '/resultat/2018-omgang-3/guide/response', '/resultat/2018-omgang-3/guide/changes', '/resultat/2018-omgang-3/guide/analys', '/resultat/2018-omgang-3/guide/fragor', '/resultat/2018-omgang-3/guide/kvalitet', '/resultat/2015/guide/sorteringsnycklar', '/resultat/2018-omgang-3/guide/insamling', '/resultat/2018-omgang-3/lar-av/0643', '/resultat/2018-omgang-3/lar-av/0643?indikator=eb-utredningsmall-barn', '/resultat/2015/lar-av/0643?indikator=eb-rutin-vuxenvard', '/sok?q=habo', '/sok?q=zzzzqqqq', '/resultat', '/resultat/2018', '/resultat/2015/enhet/0643', '/resultat/2015/enhet/0114', '/resultat/2015/enhet/county:06', '/resultat/2015/jamfor', '/resultat/2018-omgang-3/jamfor?enheter=0643,lan:06&sortera=eb-fia', '/resultat/2018-omgang-3/jamfor?enheter=0643&visa=roda', '/resultat/2018-omgang-3/jamfor?enheter=alla', '/resultat/2018-omgang-3/jamfor?enheter=jonkopig', '/resultat/2018-omgang-3/forandring?enhet=0643', '/resultat/2018-omgang-3/forandring?enhet=county:06&fran=2018-omgang-1', '/fragor/2018', '/fragor/2018/E', '/finns-inte', '/arbete', '/svara/2018-prov/0643', '/design'],
  'Nationell utredare': [
    '/arbete', '/arbete/2018-prov', '/arbete/2018-prov/enheter', '/arbete/2018-prov/enheter/0180', '/arbete/2018-prov/enheter/0643', '/arbete/2018-prov/enheter/0643/E',
    '/arbete/2018-prov/lankar', '/arbete/2018-prov/tider', '/arbete/2018-prov/stang', '/arbete/2018-prov/kedja', '/arbete/2017-prov',
    '/arbete/2017-prov/oppna', '/konto', '/konton', '/finns-inte',
  ],
  'Regional utredare i Jönköpings län': ['/arbete', '/arbete/2018-prov', '/arbete/2018-prov/enheter', '/konton', '/konto'],
  Läsare: ['/arbete', '/arbete/2018-prov', '/arbete/2018-prov/lankar'],
  'Samordnaren i Habo': [
    '/svara/2018-prov/0643', '/svara/2018-prov/0643/G', '/svara/2018-prov/0643/E/1', '/svara/2018-prov/0643/E/sammanstallning',
    '/svara/2018-prov/0643/E/skicka', '/svara/2018-prov/0643/dela', '/svara/2018-prov/0643/fil', '/svara/2018-prov/0643/arkiv',
    '/svara/2018-prov/0642', '/arbete',
  ],
  'Chefen i Habo': ['/svara/2018-prov/0643', '/svara/2018-prov/0643/E/godkann', '/svara/2018-prov/0643/E/godkant'],
  'Samordnaren i Stockholms stad': ['/stad/2018-prov/0180', '/stad/2018-prov/0180/E', '/stad/2018-prov/0180/E/1'],
};

for (const [screen, options] of SCREENS) {
  test(`axe finds nothing on what forms lead to: ${screen}`, async () => {
    const boss = await demonstrated(browser, site, 'Nationell utredare', options);
    await boss.goto('/konton');
    const login = `kim.${screen.length}@myndighet.example`;
    await boss.locator('input[name="adress"]').fill(login);
    await boss.locator('input[name="namn"]').fill('Kim Ek');
    await boss.locator('input[name="roll"][value="reader"]').check();
    await boss.getByRole('button', { name: 'Skapa konto' }).click();
    await looked(boss, 'an account is made');
    const [way] = (await boss.content()).match(/\/valkommen\/[\w-]+/);
    await boss.goto('/arbete/2018-prov/kedja');
    await boss.getByRole('button', { name: 'Kontrollera nu' }).click();
    await looked(boss, 'a chain that holds');

    const kim = await somebody(browser, site.origin, options);
    const passwords = async (text) => {
      for (const field of await kim.locator('main input[type=password]').all()) await field.fill(text);
      await kim.locator('main form button').last().click();
    };
    await kim.goto(way);
    await looked(kim, 'an invitation');
    await passwords('kort');
    await looked(kim, 'a password that is too short');
    await passwords('ett lila paraply i hallen');
    await looked(kim, 'a password is chosen');
    await kim.goto('/logga-in');
    for (const password of ['fel fel fel fel fel', 'ett lila paraply i hallen']) {
      await kim.locator('main input:not([type=hidden], [type=password])').first().fill(login);
      await passwords(password);
      await looked(kim, 'signing in');
    }
    assert.ok(await kim.locator('main svg').count(), 'the first sign-in shows the square for the app');
    await kim.locator('main input:not([type=hidden])').first().fill('000000');
    await kim.locator('main form button').last().click();
    await looked(kim, 'a code that is wrong');

    const anna = await demonstrated(browser, site, 'Samordnaren i Habo', options);
    const root = '/svara/2018-prov/0643';
    const book = await anna.request.get(`${root}/fil/arbetsbok.xlsx`);
    for (const buffer of [Buffer.from('ingen arbetsbok'), await book.body()]) {
      await anna.goto(`${root}/fil`);
      await anna.locator('main input[type=file]').setInputFiles({ name: 'svar.xlsx', mimeType: 'application/octet-stream', buffer });
      await anna.locator('main form button').last().click();
      await looked(anna, 'a file that was read');
    }
    await anna.goto(`${root}/arkiv`);
    await anna.locator('main a[href*="/arkiv/"]').first().click();
    await looked(anna, 'an archived receipt');
    await left(boss, kim, anna);
  });
}

for (const [screen, options] of SCREENS) {
  for (const [who, paths] of Object.entries(PAGES)) {
    test(`axe finds nothing and nothing sticks out: ${who}, ${screen}`, async () => {
      const page = await (who === 'visitor' ? somebody(browser, site.origin, options) : demonstrated(browser, site, who, options));
      for (const path of paths) {
        for (const address of [path, `/en${path === '/' ? '' : path}`]) {
          await page.goto(address);
          await page.locator('details').evaluateAll((all) => all.forEach((one) => { one.open = true; }));
          // The markup of both languages is one: axe looks at each once more only where it is laid out as on a desk.
          await (screen === 'wide' || address === path ? looked(page, who) : fits(page, who));
        }
      }
      if (who === 'visitor') {
        for (const publication of ['/resultat/2015', '/resultat/2018-omgang-3']) {
          await page.goto(publication);
          const ways = await page.locator(`main a[href^="${publication}/indikator/"]`).evaluateAll((all) => all.slice(0, 2).map((one) => one.pathname));
          assert.equal(ways.length, 2, `${publication} leads to indicators`);
          for (const way of ways) {
            await page.goto(way);
            await looked(page, 'an indicator');
            const why = page.locator(`main a[href^="${publication}/varfor/"]`);
            // The first is of a county or the nation, the last of a municipality.
            for (const place of [await why.first().getAttribute('href'), await why.last().getAttribute('href')]) {
              for (const address of [place, `/en${place}`]) {
                const answer = await page.goto(address);
                assert.equal(answer.status(), 200, address);
                await looked(page, 'a value explained');
              }
            }
          }
        }
        await page.goto(site.everybody);
        await looked(page, 'everybody of the demonstration');
      }
      if (who === 'Nationell utredare') {
        await page.goto('/konton');
        await page.locator('#konton a').first().click();
        await looked(page, 'an account');
      }
      await left(page);
    });
  }
}
