import { EditorView } from '@codemirror/view';
import { expect, test, vi } from 'vitest';
import { asBodyEditor, openEditor, type EditorHost } from './editor';
import { pictureOn } from '../state/picture-line';
import { picturesChanged } from './figures';

function editor(body: string, has: (name: string) => boolean = () => true) {
  const unmounted: string[] = [];
  const host: EditorHost = {
    has,
    mount(name, place) {
      place.textContent = name;
      return () => unmounted.push(name);
    },
    told: vi.fn(),
    changed: vi.fn(),
    typing: vi.fn(),
    left: () => {},
    pastePicture: () => {},
    pasteFormatted: () => {},
    askAbout: () => {},
    met: () => {},
  };
  const parent = document.createElement('div');
  document.body.append(parent);
  return { view: openEditor(parent, body, host), host, unmounted };
}

const text = (view: EditorView) => view.state.doc.toString();

test('only an image alone on its line is a picture', () => {
  expect(pictureOn('![](roof.jpg)')).toBe('roof.jpg');
  expect(pictureOn('![old](roof.jpg)  ')).toBe('roof.jpg');
  expect(pictureOn('See ![](roof.jpg)')).toBeNull();
  expect(pictureOn('[roof.jpg](roof.jpg)')).toBeNull();
});

test('a picture line is shown as its figure', () => {
  const { view } = editor('![](a.jpg)');
  expect(view.dom.querySelector('.figure-place')?.textContent).toBe('a.jpg');
});

test('a line that names no picture of the story stays, and says so', () => {
  const { view } = editor('![](gone.jpg)', () => false);
  expect(view.dom.querySelector('.figure-missing')?.textContent).toContain('gone.jpg');
  expect(view.dom.querySelector('.cm-line')?.textContent).toBe('![](gone.jpg)');
});

test('a figure goes when its picture goes', () => {
  let there = true;
  const { view, unmounted } = editor('![](a.jpg)', () => there);
  there = false;
  view.dispatch({ effects: picturesChanged.of(null) });
  expect(view.dom.querySelector('.figure-place')).toBeNull();
  expect(unmounted).toEqual(['a.jpg']);
});

test('a picture’s lines come out with the blank after them, and go back', () => {
  const { view } = editor('One.\n\n![](a.jpg)\n\nTwo.');
  const body = asBodyEditor(view);
  const lines = body.removePicture('a.jpg');
  expect(text(view)).toBe('One.\n\nTwo.');
  body.restorePicture('a.jpg', lines);
  expect(text(view)).toBe('One.\n\n![](a.jpg)\n\nTwo.');
});

test('a text from outside is shown and not saved back', () => {
  const { view, host } = editor('One.');
  asBodyEditor(view).replace('One. Two.');
  expect(text(view)).toBe('One. Two.');
  expect(host.changed).not.toHaveBeenCalled();
});
