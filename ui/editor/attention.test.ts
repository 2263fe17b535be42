import { Text } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { afterEach, expect, test, vi } from 'vitest';
import { clear, settled, Stage } from '../tests/stage';
import Page from '../panes/Page.svelte';
import { command, run } from '../commands';
import { sentenceAt } from './attention';

afterEach(clear);

test('a sentence goes from its first letter to its last sign, whatever stands in between', () => {
  const text = 'One, at 8.30 p.m. today. “Two?” she said.\nThree.\n\nFour.';
  const doc = Text.of(text.split('\n'));
  const at = (words: string, after = 0) => {
    const { from, to } = sentenceAt(doc, text.indexOf(words) + after);
    return text.slice(from, to);
  };
  expect(at('8.30')).toContain('One, at 8.30');
  expect(at('Three.', 6)).toBe('Three.');
  expect(at('Four')).toBe('Four.');
  // The empty line between paragraphs is no sentence.
  expect(at('\n\nFour', 1)).toBe('');
});

async function written(): Promise<{ stage: Stage; view: EditorView }> {
  const stage = new Stage();
  await stage.show(Page, () => ({}));
  const view = EditorView.findFromDOM(document.querySelector<HTMLElement>('.cm-editor')!)!;
  return { stage, view };
}
const inFocus = (view: EditorView) =>
  [...view.dom.querySelectorAll('.in-focus')].map(({ textContent }) => textContent).join('');

test('the sentence, then the paragraph stays in full ink, and the window remembers it', async () => {
  const { stage, view } = await written();
  const quote = view.state.doc.toString().indexOf('One boy');
  view.dispatch({ selection: { anchor: quote + 3 } });
  expect(inFocus(view)).toBe('');
  run(command('focus'), stage.screen);
  await settled();
  expect(inFocus(view)).toBe(
    '"One boy brought us the takings from a whole summer of washing cars.',
  );
  run(command('focus'), stage.screen);
  await settled();
  expect(inFocus(view)).toMatch(/^"We had people .* cars\.$/);
  expect(localStorage.getItem('copydesk.layout')).toContain('"focus":"paragraph"');
  run(command('focus'), stage.screen);
  await settled();
  expect(view.dom.classList.contains('dimming')).toBe(false);
});

test('what is typed keeps its line at the middle, what is pointed at stays where it is', async () => {
  const { stage, view } = await written();
  const scrolled = vi.spyOn(EditorView, 'scrollIntoView');
  const typed = () => view.dispatch({ changes: { from: 0, insert: 'x' }, userEvent: 'input.type' });
  typed();
  expect(scrolled).not.toHaveBeenCalled();
  run(command('typewriter'), stage.screen);
  await settled();
  typed();
  expect(scrolled).toHaveBeenCalledWith(view.state.selection.main.head, { y: 'center' });
  view.dispatch({ selection: { anchor: 3 }, userEvent: 'select.pointer' });
  expect(scrolled).toHaveBeenCalledTimes(1);
  scrolled.mockRestore();
});
