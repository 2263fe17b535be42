import type { EditorView } from '@codemirror/view';
import { mount, unmount, untrack } from 'svelte';
import type { BodyEditor } from '../state/body-editor';
import type { OpenStory } from '../state/open-story.svelte';
import { inPart } from '../state/review-words';
import type { Screen } from '../state/screen.svelte';
import { asBodyEditor, openEditor, type EditorHost } from './editor';
import Figure from './Figure.svelte';
import { showAttention } from './attention';
import { picturesChanged } from './figures';
import { showFindings } from './findings';
import { showSaid } from './said';
import { showSought } from './sought';

/** The window under test shows its editor to the test. */
type Tested = { __copydesk_test?: boolean; __copydesk?: unknown };

/** Puts the editor of a story's body into `parent`; answers how to take it away. */
export function mountBody(parent: HTMLElement, open: OpenStory, screen: Screen): () => void {
  const host: EditorHost = {
    has: (name) => open.picture(name) !== undefined,
    mount(name, place) {
      const figure = mount(Figure, { target: place, props: { open, screen, name } });
      return () => void unmount(figure);
    },
    told: (words) => (open.review.heard = words),
    changed: (body) => open.suggesting.write({ kind: 'body' }, body),
    typing: (body) => open.typing(body),
    left: () => void open.saves.flush(),
    pasteFormatted: (html, text) => void screen.attempt(() => screen.comingIn.paste(html, text)),
    set: (text) => screen.comingIn.set(text),
    pastePicture: () => void screen.attempt(() => screen.pastePicture()),
    met(thread, words, clicked) {
      screen.notes.met(thread, words);
      if (clicked) screen.layout.show('notes');
    },
    askAbout: (unknown) => void screen.attempt(() => screen.spelling.ask(unknown)),
  };
  const view = openEditor(parent, open.story.copy.body, host);
  const editor = asBodyEditor(view, host.askAbout);
  open.editor = editor;
  const stop = $effect.root(() => {
    keepShown(view, editor, open, screen);
    return caughtUp(open);
  });
  const tested = globalThis as Tested;
  if (tested.__copydesk_test) tested.__copydesk = { view };
  return () => {
    open.saves.catchUp();
    stop();
    open.editor = null;
    view.destroy();
  };
}

/** Whatever is done besides typing finds the story as the page shows it. */
function caughtUp(open: OpenStory): () => void {
  const act = (event: KeyboardEvent | PointerEvent) => {
    const letter = event instanceof KeyboardEvent && event.key.length === 1;
    if (!letter || event.ctrlKey || event.metaKey || event.altKey) open.saves.catchUp();
  };
  addEventListener('keydown', act, true);
  addEventListener('pointerdown', act, true);
  return () => {
    removeEventListener('keydown', act, true);
    removeEventListener('pointerdown', act, true);
  };
}

/** Keeps what stands in and around the text as the screen knows it. */
function keepShown(view: EditorView, editor: BodyEditor, open: OpenStory, screen: Screen): void {
  $effect(() => {
    void open.story.pictures.map(({ name }) => name).join('\n');
    view.dispatch({ effects: picturesChanged.of(null) });
  });
  $effect(() => {
    const proposed = open.suggesting.body;
    editor.propose(
      proposed,
      untrack(() => open.story.copy.body),
    );
  });
  $effect(() => {
    const inBody = screen.findings.filter(({ field }) => field === 'body');
    // They are about the story, not about what would be written instead.
    view.dispatch({ effects: showFindings.of(open.suggesting.on ? [] : inBody) });
  });
  $effect(() => {
    const { focus, typewriter } = screen.layout;
    view.dispatch({ effects: showAttention.of({ focus, typewriter }) });
  });
  $effect(() => {
    const { sought: wanted, hit } = screen.find;
    const here = hit?.key === 'body' ? hit : null;
    view.dispatch({ effects: showSought.of({ wanted, here }) });
  });
  $effect(() => {
    const { beside, text } = open.review;
    const threads = beside ? inPart(beside.view, { kind: 'body' }) : [];
    view.dispatch({ effects: showSaid.of({ threads, me: beside?.me ?? null, text }) });
  });
}
