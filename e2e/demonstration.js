// Makes the demonstration once, for all files of tests that walk through it (`npm test` runs this before them).
import { cpSync, rmSync } from 'node:fs';
import { MADE, jamfor } from './browser.js';

rmSync(MADE, { recursive: true, force: true });
const site = await jamfor();
// It is copied when nobody writes in it any more.
await site.end();
cpSync(site.own, MADE, { recursive: true, preserveTimestamps: true });
await site.stop();
