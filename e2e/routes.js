// Every page that the service has was looked at by axe while the tests ran (`npm test` runs this before and after them), or it
// stands here why not: `routes.js --begin` forgets what was visited, `routes.js` fails and says what is missing.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { VISITED, example } from './browser.js';

/** What is no page. */
const EXCEPTIONS = {
  '/static/{name}': 'a file: style, script, font, icon',
  '/fragor/{edition}/fil/{file}': 'a file: Word or PDF',
  '/arbete/{round}/svarslage.csv': 'a file: CSV',
  '/svara/{round}/{subject}/fil/arbetsbok.xlsx': 'a file: a workbook',
  '/svara/{round}/{subject}/{part}/kvitto.json': 'a file: JSON',
  '/resultat/{publication}/filer/{*path}': 'a file of a publication',
  '/resultat/{publication}/rattelse.csv': 'a file: CSV',
  '/arbete/{round}/publicering/rattelse.csv': 'a file: CSV',
  '/flode.atom': 'a feed: Atom',
  '/guide': 'leads on to the guide of the latest publication',
  '/stad/{round}/{subject}/{part}': 'leads on to the first question of the part',
  '/svara': 'leads on to the questionnaire of the link',
  '/logga-in/extern': 'leads on to the provider; crates/web/tests/service/oidc.rs',
  '/logga-in/tillbaka': 'leads on from the provider; crates/web/tests/service/oidc.rs',
};

if (process.argv.includes('--begin')) {
  rmSync(VISITED, { recursive: true, force: true });
  process.exit(0);
}

const listed = spawnSync(example('routes'), { encoding: 'utf8' });
if (listed.status !== 0) throw new Error(`the routes cannot be listed: ${listed.stderr}`);
// Answers for programs are no pages.
const routes = listed.stdout.trim().split('\n').filter((route) => !route.startsWith('/api/'));
const names = (path) => path.split('/');
const isName = (piece) => piece.startsWith('{');

/** The route of an address as the service finds it: what is written out goes before what has a name. */
function routeOf(address) {
  const asked = names(address);
  const fits = (route) => {
    const pieces = names(route);
    return pieces.length === asked.length && pieces.every((piece, at) => isName(piece) || piece === asked[at]);
  };
  const order = (route) => names(route).map((piece) => (isName(piece) ? 1 : 0)).join('');
  return routes.filter(fits).sort((one, other) => order(one).localeCompare(order(other)))[0];
}

const visited = new Set();
for (const file of existsSync(VISITED) ? readdirSync(VISITED) : []) {
  for (const line of readFileSync(`${VISITED}${file}`, 'utf8').trim().split('\n')) {
    const [status, path] = line.split(' ');
    // The page of an error is another page.
    if (Number(status) < 400) visited.add(routeOf(path.replace(/^\/en(?=\/|$)/, '') || '/'));
  }
}
const faults = [
  ...routes.filter((route) => !visited.has(route) && !EXCEPTIONS[route])
    .map((route) => `axe has not looked at ${route}: visit it in a test, or name it in routes.js with a reason`),
  ...Object.keys(EXCEPTIONS).filter((route) => !routes.includes(route)).map((route) => `there is no route ${route}: take it off the list in routes.js`),
  ...Object.keys(EXCEPTIONS).filter((route) => visited.has(route)).map((route) => `${route} was looked at: take it off the list in routes.js`),
];
if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exit(1);
}
console.log(`axe has looked at ${visited.size} of ${routes.length} routes; ${Object.keys(EXCEPTIONS).length} are no pages`);
