import type { Args } from '../api/calls';
import type { BodyEditor } from './body-editor';
import { drawn } from './frames';
import { NARROW } from './layout.svelte';
import type { OpenStory } from './open-story.svelte';
import type { Screen } from './screen.svelte';

/** What `index.html` has drawn; answers what was typed meanwhile, and takes it away. */
declare global {
  var __copydesk_drawn: (() => string) | undefined;
}

/** Takes away the page as it was left; answers what was typed on it. */
export function endFirstLook(): string {
  const typed = globalThis.__copydesk_drawn?.() ?? '';
  globalThis.__copydesk_drawn = undefined;
  return typed;
}

/** How the story on the page will look when it is opened again; none if nobody can see it. */
export async function firstLook(screen: Screen): Promise<Args<'close_now'>['look']> {
  const { open } = screen;
  const drawing = document.querySelector<HTMLElement>('.screen');
  // While the screen is being developed its styles come with its code, and there is no sheet.
  const sheet = document.querySelector('link[rel=stylesheet]')?.getAttribute('href');
  if (!open?.editor || !open.begun || !drawing || !sheet) return null;
  asOpened(screen, open, open.editor);
  // The editor measures in one frame and draws in the next.
  if (!(await drawn()) || !(await drawn())) return null;
  const parts = [...document.head.querySelectorAll('style'), storyOf(drawing)];
  const page = {
    sheet,
    narrow: matchMedia(NARROW).matches,
    theme: document.documentElement.dataset.theme ?? '',
    markup: parts.map(({ outerHTML }) => outerHTML).join(''),
  };
  return { story: open.id, page };
}

/** Has the page begin at its beginning, without what comes only once it can be read. */
function asOpened(screen: Screen, open: OpenStory, editor: BodyEditor): void {
  screen.find.close();
  screen.findings = [];
  open.review.beside = null;
  editor.focus(0);
  const scroller = document.querySelector('main > [data-scroller]');
  if (scroller) scroller.scrollTop = 0;
}

/** The screen with the story and nothing else: what is beside it may be different at the next start. */
function storyOf(screen: HTMLElement): HTMLElement {
  const copy = screen.cloneNode(true) as HTMLElement;
  copyValues(screen, copy);
  for (const pane of copy.children) {
    for (const part of [...pane.children]) {
      if (part.matches('main > header')) part.replaceChildren();
      else if (!part.matches('main > [data-scroller]')) part.remove();
    }
  }
  for (const named of copy.querySelectorAll('[id]')) named.removeAttribute('id');
  return copy;
}

/** What was written into fields stands in no markup. */
function copyValues(from: HTMLElement, to: HTMLElement): void {
  const fields = (of: HTMLElement) => of.querySelectorAll('input, textarea, option');
  const copies = fields(to);
  fields(from).forEach((field, n) => {
    const copy = copies[n]!;
    if (field instanceof HTMLOptionElement) copy.toggleAttribute('selected', field.selected);
    else if (field instanceof HTMLTextAreaElement) copy.textContent = field.value;
    else copy.setAttribute('value', (field as HTMLInputElement).value);
  });
}
