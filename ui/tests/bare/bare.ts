import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { EditorState } from '@codemirror/state';
import { EditorView, drawSelection, keymap } from '@codemirror/view';

/** CodeMirror with what it cannot be written in without: what the editor of `make bench` is measured beside. */
const view = new EditorView({
  parent: document.body,
  state: EditorState.create({
    extensions: [
      history(),
      drawSelection(),
      EditorView.lineWrapping,
      keymap.of([...defaultKeymap, ...historyKeymap]),
    ],
  }),
});

Object.assign(globalThis, { __copydesk: { view } });
