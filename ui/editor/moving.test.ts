import { undo } from '@codemirror/commands';
import { EditorView, runScopeHandlers } from '@codemirror/view';
import { afterEach, expect, test, vi } from 'vitest';
import { Stage, clear, settled } from '../tests/stage';
import Page from '../panes/Page.svelte';
import { pictureOn } from '../state/picture-line';
import { openEditor, type EditorHost } from './editor';
import { moveBy } from './moving';
import { showSpans } from './suggested';

afterEach(clear);

function editor(body: string): { view: EditorView; told: ReturnType<typeof vi.fn> } {
  const told = vi.fn();
  const host: EditorHost = {
    ...{
      has: () => true,
      told,
      changed: vi.fn(),
      typing: () => {},
      left: () => {},
      pastePicture: () => {},
    },
    ...{ pasteFormatted: () => {}, askAbout: () => {}, met: () => {} },
    mount(name, place) {
      place.textContent = name;
      return () => {};
    },
  };
  return { view: openEditor(document.body, body, host), told };
}
const text = (view: EditorView) => view.state.doc.toString();

test('a picture moves past one paragraph after the other, and is undone in one step each', () => {
  const { view } = editor('One.\n\n![](a.jpg)\n\nTwo\nlines.\n\nThree.\n');
  expect(moveBy(view, 'a.jpg', 1)).toBe('a.jpg is before “Three.” now.');
  expect(text(view)).toBe('One.\n\nTwo\nlines.\n\n![](a.jpg)\n\nThree.\n');
  expect(moveBy(view, 'a.jpg', 1)).toBe('a.jpg is at the end of the text now.');
  expect(text(view).trimEnd()).toBe('One.\n\nTwo\nlines.\n\nThree.\n\n![](a.jpg)');
  expect(moveBy(view, 'a.jpg', 1)).toBe('a.jpg is at the end of the text already.');
  undo(view);
  undo(view);
  expect(text(view)).toBe('One.\n\n![](a.jpg)\n\nTwo\nlines.\n\nThree.\n');
  expect(moveBy(view, 'a.jpg', -1)).toBe('a.jpg is before “One.” now.');
  expect(text(view)).toBe('![](a.jpg)\n\nOne.\n\nTwo\nlines.\n\nThree.\n');
  expect(moveBy(view, 'a.jpg', -1)).toBe('a.jpg is at the beginning of the text already.');
});

test('from the end it comes back up, and pictures pass one another', () => {
  const { view } = editor('One.\n\n![](a.jpg)\n\n![](b.jpg)');
  expect(moveBy(view, 'b.jpg', -1)).toBe('b.jpg is before “picture a.jpg” now.');
  expect(text(view)).toBe('One.\n\n![](b.jpg)\n\n![](a.jpg)');
});

test('while somebody suggests pictures stay, and that is said', () => {
  const { view } = editor('One.\n\n![](a.jpg)');
  view.dispatch({ effects: showSpans.of([]) });
  expect(moveBy(view, 'a.jpg', -1)).toBe('Pictures are not moved while you suggest.');
  expect(text(view)).toBe('One.\n\n![](a.jpg)');
});

test('Alt and an arrow move the figure the caret is at, and say where it is', () => {
  const { view, told } = editor('One.\n\n![](a.jpg)\n\nTwo.');
  const press = (key: string) =>
    runScopeHandlers(view, new KeyboardEvent('keydown', { key, altKey: true }), 'editor');
  view.dispatch({ selection: { anchor: 6 } });
  press('ArrowUp');
  expect(text(view)).toBe('![](a.jpg)\n\nOne.\n\nTwo.');
  expect(told).toHaveBeenCalledWith('a.jpg is before “One.” now.');
});

test('from its caption a picture moves, and the caret stays in the caption', async () => {
  const stage = new Stage();
  await stage.show(Page, () => ({}));
  const caption = () =>
    document.querySelector<HTMLElement>('[data-field="picture:roof-repairs.jpg:caption"]')!;
  caption().focus();
  const init = { key: 'ArrowUp', altKey: true, bubbles: true, cancelable: true };
  caption().dispatchEvent(new KeyboardEvent('keydown', init));
  await settled();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(stage.open.story.copy.body).toMatch(/!\[\]\(roof-repairs\.jpg\)\n\n"I told him/);
  expect(stage.open.review.heard).toMatch(/^roof-repairs\.jpg is before/);
  expect(document.activeElement).toBe(caption());
});

test('whatever is typed, each picture line is a figure and nothing else is', () => {
  const { view } = editor('One.\n\n![](a.jpg)\n\nTwo.');
  let seed = 7;
  const random = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
  const bits = ['x', '\n', '\n\n', '![](b.jpg)', '\n\n![](c.jpg)\n\n', ')', '!', ' '];
  for (let n = 0; n < 400; n++) {
    const { length } = view.state.doc;
    const from = random(length + 1);
    const to = Math.min(length, from + random(9));
    view.dispatch({ changes: { from, to, insert: bits[random(bits.length)]! } });
    const lines = [...view.state.doc.iterLines()].flatMap((line) => pictureOn(line) ?? []);
    const drawn: string[] = [];
    for (const set of view.state.facet(EditorView.decorations)) {
      if (typeof set === 'function') continue;
      set.between(0, view.state.doc.length, (_from, _to, { spec }) => {
        if (spec.block) drawn.push(spec.widget.name);
      });
    }
    expect(drawn).toEqual(lines);
  }
});
