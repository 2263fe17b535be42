import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

/** The text as the system's spelling checker and screen readers meet it. */
export const writing: Extension = EditorView.contentAttributes.of({
  spellcheck: 'true',
  autocorrect: 'off',
  autocapitalize: 'sentences',
  lang: 'en-GB',
  'aria-label': 'Text',
  'data-field': 'body',
});
