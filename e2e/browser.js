// The site and a browser to look at it with: Debian's Chromium, nothing downloaded.
import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('..', import.meta.url));

let lies;
/** Where the program and the examples lie, built as the tests of the whole workspace build them: with the same features, so that
 *  nothing is built twice. */
export function built() {
  if (lies) return lies;
  const cargo = (...args) => {
    const done = spawnSync('cargo', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 28 });
    if (done.status !== 0) throw new Error(`cargo ${args[0]} ended with ${done.status}`);
    return done.stdout;
  };
  cargo('build', '--locked', '--quiet', '--workspace', '--bins', '--examples');
  lies = join(JSON.parse(cargo('metadata', '--locked', '--no-deps', '--format-version', '1')).target_directory, 'debug');
  return lies;
}

const program = () => join(built(), 'jamfor');
/** An example of `crates/web`. */
export const example = (name) => join(built(), 'examples', name);

const CHROMIUM = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'].map((name) => `/usr/bin/${name}`);

/** Chromium, headless: best in the build of it that has no window, which is a fifth faster. In Swedish where its texts are installed
 *  (Debian: chromium-l10n): what it writes itself, such as on a button that chooses a file, is in the language of the pages. As root
 *  it has no sandbox of its own. */
export function launch() {
  const executablePath = [process.env.CHROMIUM, ...CHROMIUM].find((path) => path && existsSync(path));
  if (!executablePath) throw new Error('no Chromium: install the package chromium-headless-shell or chromium, or set CHROMIUM to its path');
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, args: [...args, '--lang=sv-SE'], env: { ...process.env, LANGUAGE: 'sv' } });
}

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Where it is kept which pages axe has looked at; `routes.js` reads it. */
export const VISITED = fileURLToPath(new URL('visited/', import.meta.url));

/** What axe finds on a page as it is now, one line a rule. That it was looked at is kept. axe itself needs scripts. No page has
 *  frames, so it need not open another one to gather what it found in each (`setLegacyMode`). */
export async function findings(page) {
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] }).withTags(RULES);
  const { violations, passes } = await axe.analyze();
  if (passes.length === 0) throw new Error(`axe looked at nothing on ${page.url()}`);
  const status = await page.evaluate(() => performance.getEntriesByType('navigation')[0].responseStatus);
  mkdirSync(VISITED, { recursive: true });
  appendFileSync(`${VISITED}${process.pid}.txt`, `${status} ${new URL(page.url()).pathname}\n`);
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}

/** Looks at a page as somebody sees it whose browser runs no scripts of ours. axe is a script itself, so the address is opened again
 *  where only ours are kept away, by whoever is signed in. */
export async function withoutOurs(page, look) {
  const context = await page.context().browser().newContext({
    storageState: await page.context().storageState(),
    viewport: page.viewportSize(),
  });
  await context.route('**/*.js', (route) => route.fulfill({ body: '', contentType: 'text/javascript' }));
  try {
    const beside = await context.newPage();
    await beside.goto(page.url());
    await look(beside);
  } finally {
    await context.close();
  }
}

/** Serves an example on a free port; gives what it says, its origin at least, and ways to tell it a line and to stop it. */
export async function serve(name = 'design') {
  const { said, stop, tell } = await start(example(name), ['0'], (said) => {
    const [line, more] = said.split('\n', 2);
    if (more === undefined) return undefined;
    return line.startsWith('{') ? JSON.parse(line) : { origin: line.match(/http:\/\/[\d.:]+/)[0] };
  });
  return { ...said, stop, tell };
}

/** The last publication that the demonstration makes after it has started, and how long that may take. */
const LAST_MADE = '/resultat/2018-omgang-3';
const MADE_WITHIN = 300_000;

/** The demonstration as it is when it was made, which takes a while: `demonstration.js` makes it once for all files of tests. The
 *  program makes anew what another program made. */
export const MADE = fileURLToPath(new URL('made/', import.meta.url));

/** The program itself with its demonstration on a store of its own, all of its publications made; gives its origin, the
 *  address where every role goes in, the folder of its store, and ways to run a command beside it and to stop it. */
export async function jamfor() {
  const folder = mkdtempSync(join(tmpdir(), 'jamfor-'));
  const own = join(folder, 'jamfor-demo');
  const store = join(own, 'jamfor.db');
  if (existsSync(MADE)) cpSync(MADE, own, { recursive: true, preserveTimestamps: true });
  else mkdirSync(own);
  const args = ['serve', '--demo', '--listen', '127.0.0.1:0', '--store', store];
  const { said, stop } = await start(program(), args, (said) => said.match(/(http:\/\/[\d.:]+)(\/prov\/\S+)\s/));
  const command = (...args) => spawnSync(program(), args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
  await published(`${said[1]}${LAST_MADE}`).catch((why) => { stop(); throw why; });
  return {
    origin: said[1],
    everybody: said[2],
    folder,
    own,
    store,
    command,
    stop: async () => { await stop(); rmSync(folder, { recursive: true, force: true, maxRetries: 5 }); },
    end: stop,
  };
}

/** Waits until a publication is shown. */
async function published(address) {
  const until = Date.now() + MADE_WITHIN;
  for (;;) {
    const { status } = await fetch(address);
    if (status === 200) return;
    if (status !== 404 || Date.now() > until) throw new Error(`${address} answers ${status}, not with a publication`);
    await new Promise((done) => { setTimeout(done, 1_000); });
  }
}

/** Runs a program until `found` finds in what it says that it is there. */
async function start(command, args, found) {
  const server = spawn(command, args, {
    cwd: root,
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  });
  // It and what it runs are a group of their own: all are stopped.
  const ended = new Promise((over) => { server.once('exit', over); });
  const stop = () => { try { process.kill(-server.pid); } catch { /* it has ended by itself */ } return ended; };
  process.once('exit', stop);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
  const said = await new Promise((there, failed) => {
    let all = '';
    server.stdout.on('data', (text) => {
      all += text;
      const said = found(all);
      if (said) there(said);
    });
    server.once('exit', (code) => failed(new Error(`the server ended with ${code} before it said its address`)));
  });
  return { said, stop, tell: (line) => server.stdin.write(`${line}\n`) };
}
