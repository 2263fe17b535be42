import { mount } from 'svelte';
import App from './App.svelte';
import { inWindow, WindowTransport } from './api/transport';
import type { Transport } from './api/calls';
import { WORDS } from './words/words';

/** The window's transport, or memory when the screen runs in a plain browser. */
async function transport(): Promise<Transport> {
  if (inWindow()) return new WindowTransport();
  const { playedDesk } = await import('./api/memory/played');
  const memory = playedDesk(location.search);
  setInterval(() => memory.desk.outbox.beat(), 700);
  return memory;
}

document.documentElement.lang = WORDS.language;
mount(App, { target: document.getElementById('screen')!, props: { transport: await transport() } });
