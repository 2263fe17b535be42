import { expect, test } from 'vitest';
import { asBodyEditor, openEditor } from './editor';

function editor(body: string) {
  const host = {
    has: () => true,
    told: () => {},
    mount: () => () => {},
    changed: () => {},
    typing: () => {},
    left: () => {},
  };
  const more = {
    pastePicture: () => {},
    pasteFormatted: () => {},
    askAbout: () => {},
    met: () => {},
  };
  const view = openEditor(document.createElement('div'), body, { ...host, ...more });
  return { view, body: asBodyEditor(view), text: () => view.state.doc.toString() };
}

test('pictures keep coming to where they were dropped while somebody types elsewhere', () => {
  const { view, body, text } = editor('One.\n\nTwo.\n\nThree.');
  view.dispatch({ selection: { anchor: 'One.\n\nTwo.'.length } });
  const spot = body.spot('caret');
  spot.insert(['![](a.jpg)'], false);
  view.dispatch({ changes: { from: 0, insert: 'Zero.\n\n' }, selection: { anchor: 5 } });
  spot.insert(['![](b.jpg)'], false);
  expect(text()).toBe('Zero.\n\nOne.\n\nTwo.\n\n![](a.jpg)\n\n![](b.jpg)\n\nThree.');
  expect(view.state.selection.main.head, 'the caret stays with what is typed').toBe(5);
});

test('typing on where pictures come leaves the words together', () => {
  const { view, body, text } = editor('One');
  view.dispatch({ selection: { anchor: 3 } });
  const spot = body.spot('caret');
  for (const letter of [' ', 'm', 'o', 'r', 'e']) {
    if (letter === 'o') spot.insert(['![](a.jpg)'], false);
    view.dispatch(view.state.replaceSelection(letter));
  }
  spot.insert(['![](b.jpg)'], false);
  expect(text()).toBe('One more\n\n![](a.jpg)\n\n![](b.jpg)\n\n');
});

test('a single picture takes the caret along', () => {
  const { view, body } = editor('One.');
  view.dispatch({ selection: { anchor: 4 } });
  body.spot('caret').insert(['![](a.jpg)'], true);
  expect(view.state.selection.main.head).toBe(view.state.doc.length);
});
