import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { asParagraphs, isSource } from './pasted-text';
import { marked } from './spots';

/** Who sees to what the editor itself cannot paste. */
export interface PasteHost {
  /** Somebody pasted something that is not text. */
  pastePicture(): void;
  /** Somebody pasted what another program set: its HTML, and the same as plain text. */
  pasteFormatted(html: string, text: string): void;
  /** Text as the house sets it: its quotes. */
  set?(text: string): string;
}

/** Whether the keys are held that ask for the words alone. */
const asksForWords = ({ key, shiftKey, ctrlKey, metaKey }: KeyboardEvent): boolean =>
  key.toLowerCase() === 'v' && shiftKey && (ctrlKey || metaKey);

/**
 * WebKitGTK tells a page nothing of a picture on the clipboard: a paste without text means “look
 * there”. What another program set comes in with its headings, lists and links; with Shift, or where
 * it is a program's source, as the words alone.
 */
export function paste(host: PasteHost): Extension {
  let plain = false;
  return EditorView.domEventHandlers({
    keydown(event) {
      plain = asksForWords(event);
      return false;
    },
    paste(event, view) {
      const asked = plain;
      plain = false;
      const text = event.clipboardData?.getData('text/plain') ?? '';
      const html = event.clipboardData?.getData('text/html') ?? '';
      if (text === '') {
        event.preventDefault();
        host.pastePicture();
        return true;
      }
      if (asked) return false;
      if (html !== '' && !isSource(html)) {
        event.preventDefault();
        host.pasteFormatted(html, text);
        return true;
      }
      const paragraphs = asParagraphs(text);
      const set = host.set?.(paragraphs) ?? paragraphs;
      if (html !== '' || set === text) return false;
      event.preventDefault();
      marked(view).put(paragraphs, set);
      return true;
    },
  });
}
