import { afterEach, expect, test } from 'vitest';
import axe from 'axe-core';
import { isDocument } from '../state/coming-in.svelte';
import { openEditor, asBodyEditor } from '../editor/editor';
import { undo } from '@codemirror/commands';
import { Stage, button, clear, press, settled, words } from '../tests/stage';
import LongWorkLine from '../editor/LongWorkLine.svelte';
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
    set: (text: string) => one.screen.comingIn.set(text),
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

test('quotes are set as the house has them, and the setting is undone before the paste', async () => {
  const { one, view } = await writing();
  one.desk.handlers.from_clipboard = () => ({
    markdown: `## "A"\n\nIt's.`,
    receipt: { kept: [], changed: [], dropped: [] },
    pictures: { version: 1, added: [], already: [], refused: [] },
  });
  view.dispatch({ selection: { anchor: 4 } });
  await one.screen.comingIn.paste('<h2>"A"</h2>', '"A"');
  expect(view.state.doc.toString()).toBe('One \n\n## “A”\n\nIt’s.\n\ntwo.');
  expect(view.state.selection.main.head).toBe(view.state.doc.toString().indexOf('two.'));
  undo(view);
  expect(view.state.doc.toString()).toBe(`One \n\n## "A"\n\nIt's.\n\ntwo.`);
  undo(view);
  expect(view.state.doc.toString()).toBe('One two.');
  one.screen.state = {
    ...one.screen.state!,
    house: { ...one.screen.state!.house, smart_punctuation: false },
  };
  await one.screen.comingIn.paste('<h2>"A"</h2>', '"A"');
  expect(view.state.doc.toString()).toContain('## "A"');
});

test('quotes in plain words are set too, but not where the words alone are asked for', async () => {
  const { one, view } = await writing();
  view.dispatch({ selection: { anchor: 0 } });
  paste(view, { 'text/plain': '"Yes," he said. ' });
  await settled();
  expect(view.state.doc.toString()).toBe('“Yes,” he said. One two.');
  undo(view);
  expect(view.state.doc.toString()).toBe('"Yes," he said. One two.');
  const keys = { key: 'V', shiftKey: true, ctrlKey: true, bubbles: true };
  view.contentDOM.dispatchEvent(new KeyboardEvent('keydown', keys));
  paste(view, { 'text/plain': '"No."' });
  expect(one.screen.comingIn.set('"No."')).toBe('“No.”');
  expect(view.state.doc.toString()).not.toContain('“No.”');
});

/** Holds a call back until told to let it go. */
function held(one: Stage, name: 'from_clipboard' | 'import_file'): () => void {
  const { transport } = one.screen;
  const call = transport.call.bind(transport);
  let go = () => {};
  const gate = new Promise<void>((done) => (go = done));
  transport.call = (async (asked, args) => {
    const answer = await call(asked, args);
    if (asked === name) await gate;
    return answer;
  }) as typeof transport.call;
  return go;
}

test('a paste that takes long is told and can be stopped: nothing comes in, its pictures leave', async () => {
  const { one, view } = await writing();
  clear();
  await one.show(LongWorkLine, ({ screen }) => ({ work: screen.comingIn.work }));
  one.open.editor = asBodyEditor(view);
  const there = one.open.story.pictures.length;
  const known = one.desk.stories[0]!;
  one.desk.handlers.from_clipboard = () => {
    const added = { ...known.pictures[0]!, name: 'pasted.jpg', role: 'inline' as const };
    known.pictures.push(added);
    const pictures = { version: ++known.version, added: [added], already: [], refused: [] };
    return { markdown: 'x', receipt: { kept: [], changed: [], dropped: [] }, pictures };
  };
  const go = held(one, 'from_clipboard');
  const pasted = one.screen.comingIn.paste('<p>x</p>', 'x');
  await settled();
  expect(button('Cancel')).toBeUndefined();
  await new Promise((done) => setTimeout(done, 420));
  await settled();
  expect(words(document.querySelector('[role=status]'))).toBe('Reading what you pasted …');
  await press('Cancel');
  go();
  await pasted;
  await settled();
  expect(view.state.doc.toString()).toBe('One two.');
  expect(one.open.story.pictures).toHaveLength(there);
  expect(one.desk.stories[0]!.pictures).toHaveLength(there);
  expect(one.screen.toasts.shown.at(-1)?.text).toBe('Nothing was pasted.');
});

test('of documents that are stopped the one being read goes into the bin, and comes back', async () => {
  const { one } = await writing();
  const before = one.desk.stories.length;
  const go = held(one, 'import_file');
  const read = one.screen.comingIn.read(['/a/ferry.docx', '/a/second.docx']);
  await settled();
  expect(one.screen.comingIn.work.what).toBe('Reading ferry.docx …');
  one.screen.comingIn.work.stop();
  go();
  await read;
  expect(one.desk.stories).toHaveLength(before + 1);
  expect(one.desk.stories.at(-1)?.status).toBe('spiked');
  const told = one.screen.toasts.shown.at(-1)!;
  expect(told.text).toContain('Stopped. “Ferry returns to the harbour” was read already');
  told.action!.run();
  await settled();
  expect(one.desk.stories.at(-1)?.status).toBe('draft');
});

test('documents are known by their names, and pictures and packets are none', () => {
  for (const name of ['a.docx', 'a.DOC', 'a.html', 'a.md', 'a.txt', 'a.textpack', 'a.pdf'])
    expect(isDocument(name)).toBe(true);
  for (const name of ['a.jpg', 'a.story', 'docx', 'a.docx.png'])
    expect(isDocument(name)).toBe(false);
});
