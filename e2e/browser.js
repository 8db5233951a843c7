// The site and a browser to look at it with: Debian's Chromium, nothing downloaded.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Chromium, headless. As root it has no sandbox of its own. */
export function launch() {
  const executablePath = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
    .find((path) => path && existsSync(path));
  if (!executablePath) throw new Error('no Chromium: install the package chromium, or set CHROMIUM to its path');
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, args });
}

/** Serves an example on a free port; gives what it says, its origin at least, and a way to stop it. */
export async function serve(example = 'design') {
  const server = spawn('cargo', ['run', '--locked', '--quiet', '-p', 'web', '--example', example, '--', '0'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  // cargo and what it runs are a group of their own: both are stopped.
  const stop = () => { try { process.kill(-server.pid); } catch { /* it has ended by itself */ } };
  process.once('exit', stop);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
  const said = await new Promise((found, failed) => {
    let said = '';
    server.stdout.on('data', (text) => {
      said += text;
      const [line, more] = said.split('\n', 2);
      if (more !== undefined) found(line.startsWith('{') ? JSON.parse(line) : { origin: line.match(/http:\/\/[\d.:]+/)[0] });
    });
    server.once('exit', (code) => failed(new Error(`the server ended with ${code} before it said its address`)));
  });
  return { ...said, stop };
}
