import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

/** WebKitGTK tells a page nothing of a picture on the clipboard: a paste without text means “look there”. */
export function paste(pastePicture: () => void): Extension {
  return EditorView.domEventHandlers({
    paste(event) {
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (text !== '') return false;
      event.preventDefault();
      pastePicture();
      return true;
    },
  });
}
