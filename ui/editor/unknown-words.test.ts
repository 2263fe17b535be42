import type { EditorView } from '@codemirror/view';
import { expect, test, vi } from 'vitest';
import type { Finding } from '../api/bindings';
import type { UnknownWord } from '../state/spelling.svelte';
import { asBodyEditor, openEditor } from './editor';
import { showFindings } from './findings';

const host = {
  has: () => true,
  mount: () => () => {},
  told: () => {},
  changed: () => {},
  typing: () => {},
  left: () => {},
  pastePicture: () => {},
  pasteFormatted: () => {},
  met: () => {},
};

function editor(body: string, ...words: string[]) {
  const askAbout = vi.fn<(unknown: UnknownWord) => void>();
  const parent = document.body.appendChild(document.createElement('div'));
  const view = openEditor(parent, body, { ...host, askAbout });
  find(view, ...words);
  return { view, body: asBodyEditor(view, askAbout), askAbout };
}

/** Has the checks find these words where they stand. */
function find(view: EditorView, ...words: string[]): void {
  const text = view.state.doc.toString();
  const told = words.map((word): Finding => {
    const start = text.indexOf(word);
    const range = { start, end: start + word.length };
    const [message, why] = [`“${word}” is in no dictionary.`, ''];
    return {
      rule: 'spelling',
      severity: 'hint',
      field: 'body',
      range,
      message,
      why,
      suggestions: [],
    };
  });
  view.dispatch({ effects: showFindings.of(told) });
}

const marked = (view: EditorView) =>
  [...view.dom.querySelectorAll('.finding-spelling')].map((one) => one.textContent);

test('a word being typed is not marked before the caret has left it', () => {
  const { view } = editor('The libary', 'libary');
  expect(marked(view)).toEqual(['libary']);
  view.dispatch({
    changes: { from: 10, insert: 'y' },
    selection: { anchor: 11 },
    userEvent: 'input.type',
  });
  find(view, 'libaryy');
  expect(marked(view), 'it is still being typed').toEqual([]);
  view.dispatch({
    changes: { from: 11, insert: ' ' },
    selection: { anchor: 12 },
    userEvent: 'input.type',
  });
  expect(marked(view)).toEqual(['libaryy']);
});

test('the next unknown word is asked about, from the beginning again, and replaced as one step', () => {
  const { view, body, askAbout } = editor('A libary wich opens.', 'libary', 'wich');
  view.dispatch({ selection: { anchor: 9 } });
  expect(body.askNext()).toBe(true);
  const asked = askAbout.mock.lastCall![0];
  expect(asked.word).toBe('wich');
  asked.replace('which');
  expect(view.state.doc.toString()).toBe('A libary which opens.');
  expect(marked(view), 'before the checks have looked again').toEqual(['libary']);
  view.dispatch({ selection: { anchor: 20 } });
  expect(body.askNext()).toBe(true);
  expect(askAbout.mock.lastCall![0].word).toBe('libary');
});

test('where every word is known nothing is asked', () => {
  const { body, askAbout } = editor('All is well.');
  expect(body.askNext()).toBe(false);
  expect(askAbout).not.toHaveBeenCalled();
});
