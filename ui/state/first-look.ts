import type { FirstLook } from '../api/calls';
import { WORDS } from '../words/words';
import type { BodyEditor } from './body-editor';
import { drawn } from './frames';
import { NARROW } from './layout.svelte';
import type { OpenStory } from './open-story.svelte';
import type { Screen } from './screen.svelte';

/** What was typed on the page as it was left, and the story on it. */
type Typed = { story: string; letters: string };

declare global {
  /** Takes away what `index.html` has drawn. */
  var __copydesk_end_look: (() => Typed) | undefined;
}

/** What nothing is to come in by while the window closes. */
const INPUT = ['keydown', 'beforeinput', 'paste', 'drop', 'pointerdown', 'mousedown'];

/** Takes away the page as it was left; answers what was typed on it. */
export function endFirstLook(): Typed | undefined {
  const end = globalThis.__copydesk_end_look;
  globalThis.__copydesk_end_look = undefined;
  return end?.();
}

/** Puts what was typed on the page as it was left where it belongs, and the caret after it. */
export function goOn(screen: Screen): void {
  const { open } = screen;
  const typed = endFirstLook();
  if (open?.begun && !screen.layout.dialog) open.editor?.focus();
  if (!typed?.letters) return;
  if (open?.id === typed.story) open.editor?.type(typed.letters);
  else screen.toasts.say(WORDS.told.typedNowhere(typed.letters));
}

/** Closes the window, in which all is saved, and leaves how its page looks. */
export async function closeNow(screen: Screen): Promise<null> {
  const bar = (event: Event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  INPUT.forEach((name) => addEventListener(name, bar, true));
  try {
    // Without it the next start takes a moment longer.
    const look = await firstLook(screen).catch(() => null);
    // A letter may have come between the last save and the bar.
    const saved = (await screen.open?.saves.flush()) ?? true;
    const { transport } = screen;
    screen.closing = !saved;
    return await (saved ? transport.call('close_now', { look }) : transport.call('hold_open', {}));
  } finally {
    INPUT.forEach((name) => removeEventListener(name, bar, true));
  }
}

/** How the story on the page will look when it is opened again; none if nobody can see it. */
export async function firstLook(screen: Screen): Promise<FirstLook | null> {
  const { open } = screen;
  const drawing = document.querySelector<HTMLElement>('.screen');
  // While the screen is being developed its styles come with its code, and there is no sheet.
  const sheet = document.querySelector('link[rel=stylesheet]');
  const code = document.querySelector('script[type=module]')?.getAttribute('src');
  if (!open?.editor || !open.begun || !drawing || !sheet || !code) return null;
  // By the next start its hour may have come.
  if (open.story.embargo) return null;
  asOpened(screen, open, open.editor);
  // The editor measures in one frame and draws in the next.
  if (!(await drawn()) || !(await drawn())) return null;
  const parts = [...document.head.querySelectorAll('style'), storyOf(drawing)];
  const page = {
    code,
    narrow: matchMedia(NARROW).matches,
    theme: document.documentElement.dataset.theme ?? '',
    markup: parts.map(({ outerHTML }) => outerHTML).join(''),
  };
  return { story: open.id, version: open.saves.version, page };
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
  for (const part of copy.querySelectorAll('main > [data-scroller] > :not(.sheet)')) part.remove();
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
    else if (field instanceof HTMLInputElement) {
      copy.setAttribute('value', field.value);
      copy.toggleAttribute('checked', field.checked);
    }
  });
}
