import { mount, unmount } from 'svelte';
import type { OpenStory } from '../state/open-story.svelte';
import type { Screen } from '../state/screen.svelte';
import { asBodyEditor, openEditor } from './editor';
import Figure from './Figure.svelte';
import { picturesChanged } from './figures';
import { showFindings } from './findings';

/** The window under test shows its editor to the test. */
type Tested = { __copydesk_test?: boolean; __copydesk?: unknown };

/** Puts the editor of a story's body into `parent`; answers how to take it away. */
export function mountBody(parent: HTMLElement, open: OpenStory, screen: Screen): () => void {
  const view = openEditor(parent, open.story.copy.body, {
    has: (name) => open.picture(name) !== undefined,
    mount(name, place) {
      const figure = mount(Figure, { target: place, props: { open, screen, name } });
      return () => void unmount(figure);
    },
    changed: (body) => open.editCopy({ body }),
    left: () => void open.saves.flush(),
    pastePicture: () => void screen.attempt(() => screen.pastePicture()),
  });
  open.editor = asBodyEditor(view);
  const stop = $effect.root(() => {
    $effect(() => {
      void open.story.pictures.map(({ name }) => name).join('\n');
      view.dispatch({ effects: picturesChanged.of(null) });
    });
    $effect(() => {
      const inBody = screen.findings.filter(({ field }) => field === 'body');
      view.dispatch({ effects: showFindings.of(inBody) });
    });
  });
  const tested = globalThis as Tested;
  if (tested.__copydesk_test) tested.__copydesk = { view };
  return () => {
    stop();
    open.editor = null;
    view.destroy();
  };
}
