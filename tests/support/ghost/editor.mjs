// editor.mjs URL PASSWORD POST - opens a draft in Ghost's own editor in Chromium, as edith, types
// one character at its end and waits until Ghost has saved it. Prints the kinds of its cards.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [url, password, post] = process.argv.slice(2);
const TYPED = '✓';

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

async function session() {
  const answer = await fetch(`${url}/ghost/api/admin/session/`, {
    method: 'POST',
    headers: { Origin: new URL(url).origin, 'Content-Type': 'application/json' },
    body: JSON.stringify({ username: 'edith@example.test', password }),
  });
  if (!answer.ok) throw new Error(`sign-in: ${answer.status} ${await answer.text()}`);
  const [name, ...value] = answer.headers.getSetCookie()[0].split(';')[0].split('=');
  return { name, value: value.join('=') };
}

const profile = mkdtempSync(join(tmpdir(), 'copydesk-ghost-editor-'));
const browser = spawn('chromium', [
  '--headless=new', '--no-sandbox', '--disable-gpu', '--remote-debugging-port=0', '--window-size=1200,900',
  '--no-first-run', '--disable-background-networking', `--user-data-dir=${profile}`, 'about:blank',
], { stdio: ['ignore', 'ignore', 'pipe'] });

// The browser says on which address it listens to us.
function listening() {
  return new Promise((done, fail) => {
    let said = '';
    browser.stderr.on('data', (part) => {
      said += part;
      const found = said.match(/DevTools listening on (ws:\S+)/);
      if (found) done(found[1]);
    });
    browser.on('exit', (code) => fail(new Error(`chromium ended with ${code}: ${said}`)));
  });
}

async function page() {
  const socket = new WebSocket(await listening());
  await new Promise((done, fail) => Object.assign(socket, { onopen: done, onerror: fail }));
  const waiting = new Map();
  socket.onmessage = ({ data }) => {
    const { id, result, error } = JSON.parse(data);
    const [done, fail] = waiting.get(id) ?? [];
    waiting.delete(id);
    if (error) fail?.(new Error(error.message));
    else done?.(result);
  };
  let last = 0;
  const ask = (method, params, sessionId) => new Promise((done, fail) => {
    last += 1;
    waiting.set(last, [done, fail]);
    socket.send(JSON.stringify({ id: last, method, params, sessionId }));
  });
  const { targetId } = await ask('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await ask('Target.attachToTarget', { targetId, flatten: true });
  return (method, params = {}) => ask(method, params, sessionId);
}

async function edit() {
  const ask = await page();
  await ask('Network.setCookie', { ...(await session()), url });
  await ask('Page.navigate', { url: `${url}/ghost/#/editor/post/${post}` });
  const value = async (expression) => (await ask('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true })).result.value;
  const until = async (what, expression) => {
    for (let tries = 0; tries < 300; tries += 1) {
      const found = await value(expression);
      if (found) return found;
      await pause(100);
    }
    throw new Error(`waited in vain for ${what}; the page says ${await value('document.body.innerText')}`);
  };
  // Ghost has a second, hidden editor of the same text beside it.
  const words = `[...document.querySelectorAll('[data-secondary-instance="false"] p')].at(-1)`;
  await until('the text', `!!${words}`);
  // The cards are drawn after the text.
  await pause(1000);
  const cards = await value('[...document.querySelectorAll("[data-secondary-instance=\\"false\\"] [data-kg-card]")].map((card) => card.dataset.kgCard)');
  const place = await value(`(() => { const line = ${words}; line.scrollIntoView({ block: "center" });
    const range = document.createRange(); range.selectNodeContents(line);
    const { right, top, bottom } = range.getBoundingClientRect(); return { x: right - 1, y: (top + bottom) / 2 }; })()`);
  for (const type of ['mousePressed', 'mouseReleased']) {
    await ask('Input.dispatchMouseEvent', { type, ...place, button: 'left', clickCount: 1 });
  }
  await ask('Input.dispatchKeyEvent', { type: 'keyDown', key: 'End', code: 'End', windowsVirtualKeyCode: 35 });
  await ask('Input.insertText', { text: TYPED });
  await until('what was typed', `${words}.textContent.includes(${JSON.stringify(TYPED)})`);
  // Ghost saves a draft by itself some seconds after the last key.
  const saved = `fetch("${url}/ghost/api/admin/posts/${post}/?formats=html").then((answer) => answer.text())`;
  await until('Ghost to save', `${saved}.then((text) => text.includes(${JSON.stringify(TYPED)}))`);
  console.log(JSON.stringify(cards));
}

try {
  await edit();
} finally {
  browser.removeAllListeners('exit');
  const ended = new Promise((done) => browser.on('exit', done));
  browser.kill();
  await ended;
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}
