import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { WORDS } from '../words/words';

/** The text as screen readers and the system meet it. */
export const writing: Extension = EditorView.contentAttributes.of({
  // Copydesk's own dictionary is the same on every computer.
  spellcheck: 'false',
  autocorrect: 'off',
  autocapitalize: 'sentences',
  lang: 'en-GB',
  'aria-label': WORDS.onPage.label,
  'data-field': 'body',
});
