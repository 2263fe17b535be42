// copy-page.mjs FILE - has Chromium copy everything on a page, as a person does; says "copied" then, and
// keeps it on the clipboard until standard input ends.
import { chromium } from '../../ui/node_modules/playwright-core/index.mjs';
import { pathToFileURL } from 'node:url';

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  headless: false,
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
});
const page = await browser.newPage();
await page.goto(pathToFileURL(process.argv[2]).href);
await page.bringToFront();
await page.keyboard.press('Control+A');
await page.keyboard.press('Control+C');
console.log('copied');
process.stdin.resume();
process.stdin.on('end', () => browser.close());
