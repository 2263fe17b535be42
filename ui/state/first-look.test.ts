import { mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import App from '../App.svelte';
import { MemoryDesk } from '../api/memory/desk';
import { MemoryTransport } from '../api/memory/transport';
import { settled } from '../tests/stage';
import { endFirstLook, firstLook } from './first-look';
import type { Screen } from './screen.svelte';

let app: { screen: Screen };
let sheet: HTMLLinkElement;

async function start(): Promise<Screen> {
  const transport = new MemoryTransport(new MemoryDesk(() => new Date('2026-11-23T10:42:00Z')));
  app = mount(App, { target: document.body, props: { transport } }) as typeof app;
  await vi.waitFor(() => expect(document.querySelector('.cm-line')).not.toBeNull());
  await settled();
  return app.screen;
}

/** A busy computer may draw nothing for a while. */
const lookOf = (screen: Screen) =>
  vi.waitFor(async () => {
    const look = await firstLook(screen);
    expect(look).not.toBeNull();
    return look!;
  }, 5_000);

beforeEach(() => {
  sheet = document.createElement('link');
  sheet.setAttribute('rel', 'stylesheet');
  sheet.setAttribute('href', './assets/index-1.css');
  document.head.append(sheet);
});

afterEach(async () => {
  await unmount(app);
  sheet.remove();
  globalThis.__copydesk_drawn = undefined;
});

test('the look of a page is its story with what its fields hold, and nothing that may be different later', async () => {
  const screen = await start();
  const story = screen.open!;
  const nav = document.querySelector('nav')!;
  expect(nav.textContent).not.toBe('');

  const look = await lookOf(screen);
  expect(look.story).toBe(story.id);
  expect(look.page).toMatchObject({ sheet: './assets/index-1.css', narrow: false });
  const page = document.createElement('div');
  page.innerHTML = look.page.markup;
  const { headline, byline } = story.story.copy;
  const field = (name: string) =>
    page.querySelector<HTMLInputElement | HTMLTextAreaElement>(`[data-field=${name}]`)!.value;
  expect([field('headline'), field('byline')]).toEqual([headline, byline]);
  expect(field('section')).toBe(story.story.section);
  expect(page.querySelector('.cm-line')!.textContent).toBe(
    document.querySelector('.cm-line')!.textContent,
  );
  expect(page.querySelector('style')!.textContent, "the editor's own").toContain('cm-');
  for (const beside of ['nav', 'aside', 'main > header']) {
    expect(page.querySelector(beside)!.children, beside).toHaveLength(0);
  }
  expect(page.querySelectorAll('[id]')).toHaveLength(0);
});

test('a page that holds nothing, or that nobody can see, has no look', async () => {
  const screen = await start();
  const frames = vi.spyOn(globalThis, 'requestAnimationFrame').mockReturnValue(0);
  expect(await firstLook(screen), 'nothing is drawn').toBeNull();
  frames.mockRestore();
  await lookOf(screen);
  await screen.newStory();
  await settled();
  expect(await firstLook(screen), 'an empty story').toBeNull();
});

test('what was typed before the editor was there is typed into it, once', async () => {
  globalThis.__copydesk_drawn = () => 'Late: ';
  const screen = await start();
  await vi.waitFor(() =>
    expect(document.querySelector('.cm-line')!.textContent).toMatch(/^Late: /),
  );
  await screen.open!.saves.flush();
  expect(screen.open!.story.copy.body).toMatch(/^Late: \S/);
  expect(endFirstLook()).toBe('');
});
