import { afterEach, expect, test } from 'vitest';
import axe from 'axe-core';
import { isDocument } from '../state/coming-in.svelte';
import { openEditor, asBodyEditor } from '../editor/editor';
import { undo } from '@codemirror/commands';
import { Stage, clear, press, settled, words } from '../tests/stage';
import ReceiptDialog from './ReceiptDialog.svelte';

afterEach(clear);

/** A screen whose open story stands in an editor. */
async function writing() {
  const one = new Stage();
  await one.show(ReceiptDialog, () => ({}));
  const view = openEditor(document.body, 'One two.', {
    has: () => false,
    mount: () => () => {},
    changed: (body: string) => one.open.editCopy({ body }),
    left: () => {},
    pastePicture: () => {},
    pasteFormatted: (html: string, text: string) => void one.screen.comingIn.paste(html, text),
    met: () => {},
  } as never);
  one.open.editor = asBodyEditor(view);
  return { one, view };
}

/** Pastes as the window does. */
function paste(view: { contentDOM: HTMLElement }, held: Record<string, string>) {
  const event = new Event('paste', { bubbles: true, cancelable: true });
  Object.assign(event, { clipboardData: { getData: (type: string) => held[type] ?? '' } });
  view.contentDOM.dispatchEvent(event);
}

test('what another program set comes in where the caret stood, and one step takes it back', async () => {
  const { one, view } = await writing();
  view.dispatch({ selection: { anchor: 4 } });
  const html = '<h2>A</h2><p>B</p><img src="file:///c.png">';
  paste(view, { 'text/html': html, 'text/plain': 'A B' });
  await settled();
  expect(view.state.doc.toString()).toBe('One \n\n## A\n\nB\n\ntwo.');
  expect(one.last('from_clipboard')).toMatchObject({ html, labels: [] });
  expect(one.screen.toasts.shown.at(-1)?.text).toBe('Pasted, and not all as it was.');
  one.screen.toasts.shown.at(-1)?.action?.run();
  await settled();
  expect(words(document.querySelector('dialog'))).toContain('file:///c.png');
  undo(view);
  expect(view.state.doc.toString()).toBe('One two.');
});

test('with Shift the words come alone', async () => {
  const { one, view } = await writing();
  const keys = { key: 'V', shiftKey: true, ctrlKey: true, bubbles: true };
  view.contentDOM.dispatchEvent(new KeyboardEvent('keydown', keys));
  paste(view, { 'text/html': '<h2>A</h2>', 'text/plain': 'A' });
  await settled();
  expect(one.last('from_clipboard')).toBeUndefined();
});

test('where it cannot be read the words come alone, and why is told', async () => {
  const { one, view } = await writing();
  one.desk.handlers.from_clipboard = () => {
    throw { code: 'invalid', message: 'Too deep.', hint: 'Paste plain text.' };
  };
  view.dispatch({ selection: { anchor: 0 } });
  await one.screen.attempt(() => one.screen.comingIn.paste('<p>A</p>', 'A '));
  expect(view.state.doc.toString()).toBe('A One two.');
  expect(one.screen.toasts.shown.at(-1)?.text).toBe('Too deep. Paste plain text.');
});

test('a document becomes a story, and what became of all of it is told', async () => {
  const { one } = await writing();
  await one.screen.comingIn.read(['/home/jo/old.doc', '/home/jo/ferry.docx']);
  await settled();
  expect(one.open.story.copy.headline).toBe('Ferry returns to the harbour');
  const [refused, here] = one.screen.toasts.shown.slice(-2);
  expect(refused?.text).toContain('old.doc: This document was not taken in');
  expect(here?.text).toBe('“Ferry returns to the harbour” is here.');
  here?.action?.run();
  await settled();
  const dialog = document.querySelector('dialog')!;
  expect(words(dialog)).toContain('Left out Words that somebody had already deleted');
  expect((await axe.run(dialog, { rules: { region: { enabled: false } } })).violations).toEqual([]);
  await press('Close');
});

test('documents are known by their names, and pictures and packets are none', () => {
  for (const name of ['a.docx', 'a.DOC', 'a.html', 'a.md', 'a.txt', 'a.textpack', 'a.pdf'])
    expect(isDocument(name)).toBe(true);
  for (const name of ['a.jpg', 'a.story', 'docx', 'a.docx.png'])
    expect(isDocument(name)).toBe(false);
});
