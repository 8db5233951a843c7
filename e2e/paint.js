// What a page weighs as it comes over the wire – itself, style, script, font – and when Chromium first paints something of it, with
// an empty cache: node paint.js ORIGIN [PATH …]. What it prints goes into docs/benchmarks.md.
import { launch } from './browser.js';

const [origin, ...given] = process.argv.slice(2);
if (!origin) throw new Error('say where the site is: node paint.js http://127.0.0.1:8080');
const ROUND = '/resultat/2018-omgang-3';
const paths = given.length ? given : [
  '/', '/sok?q=habo', ROUND, `${ROUND}/enhet/0643`, `${ROUND}/enhet/county:06`, `${ROUND}/indikator/eb-utredningsmall-barn`,
  `${ROUND}/varfor/eb-socialjour/0643`, `${ROUND}/varfor/eb-fia/nation:SE`, `${ROUND}/jamfor?enheter=liknande:0643`, `${ROUND}/jamfor?enheter=lan:06`,
  `${ROUND}/forandring?enhet=0643`, `${ROUND}/lar-av/0643`, `${ROUND}/guide`,
];
const RUNS = 5;

const browser = await launch();
const middle = (all) => all.sort((one, other) => one - other)[Math.floor(all.length / 2)];
try {
  console.log('page | kB, all of it | of which the page itself | first contentful paint, ms');
  for (const path of paths) {
    const runs = [];
    for (let run = 0; run < RUNS; run += 1) {
      const context = await browser.newContext({ viewport: { width: 375, height: 740 }, isMobile: true });
      const page = await context.newPage();
      const session = await context.newCDPSession(page);
      await session.send('Network.enable');
      const sizes = new Map();
      let first;
      session.on('Network.requestWillBeSent', ({ requestId }) => { first ??= requestId; });
      session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => sizes.set(requestId, encodedDataLength));
      const answer = await page.goto(`${origin}${path}`, { waitUntil: 'networkidle' });
      if (answer.status() !== 200) throw new Error(`${path}: ${answer.status()}`);
      const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
      runs.push({ all: [...sizes.values()].reduce((sum, size) => sum + size, 0), own: sizes.get(first), paint });
      await context.close();
    }
    const of = (what) => middle(runs.map((run) => run[what]));
    console.log(`${path} | ${(of('all') / 1000).toFixed(1)} | ${(of('own') / 1000).toFixed(1)} | ${Math.round(of('paint'))}`);
  }
} finally {
  await browser.close();
}
