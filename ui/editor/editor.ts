import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { markdown, markdownKeymap } from '@codemirror/lang-markdown';
import { search, searchKeymap } from '@codemirror/search';
import { Annotation, EditorState, Transaction, type Extension } from '@codemirror/state';
import { EditorView, drawSelection, keymap, placeholder } from '@codemirror/view';
import { GFM } from '@lezer/markdown';
import type { BodyEditor, Place } from '../state/body-editor';
import { emphasis } from './emphasis';
import { figures, pictureOn, type FigureHost } from './figures';
import { findings } from './findings';
import { hanging } from './hanging';
import { smallestChange } from './insertion';
import { leaving } from './leaving';
import { marks } from './marks';
import { paste } from './paste';
import { spotAt, spots } from './spots';
import { writing } from './writing';

/** What the editor tells and asks. */
export interface EditorHost extends FigureHost {
  /** The text is another one now. */
  changed(body: string): void;
  /** The caret left the text. */
  left(): void;
  /** Somebody pasted something that is not text. */
  pastePicture(): void;
}

/** Marks a change that did not come from the person, so that it is not saved back. */
const fromOutside = Annotation.define<boolean>();

function extensions(host: EditorHost): Extension {
  return [
    history(),
    drawSelection(),
    EditorView.lineWrapping,
    markdown({ extensions: GFM }),
    marks,
    hanging,
    emphasis,
    leaving,
    findings,
    spots,
    figures(host),
    writing,
    paste(() => host.pastePicture()),
    search({ top: true }),
    placeholder('Start writing. Drop pictures anywhere on the page.'),
    keymap.of([
      ...markdownKeymap,
      ...defaultKeymap.filter(({ key }) => key !== 'Mod-Enter'),
      ...historyKeymap,
      ...searchKeymap,
    ]),
    EditorView.domEventHandlers({ blur: () => host.left() }),
    EditorView.updateListener.of((update) => {
      const outside = update.transactions.some((tr) => tr.annotation(fromOutside));
      if (update.docChanged && !outside) host.changed(update.state.doc.toString());
    }),
  ];
}

/** An editor of a story's body in `parent`. */
export function openEditor(parent: HTMLElement, body: string, host: EditorHost): EditorView {
  const state = EditorState.create({ doc: body, extensions: extensions(host) });
  return new EditorView({ parent, state });
}

function showPicture(view: EditorView, name: string): void {
  const { doc } = view.state;
  const n = [...doc.iterLines()].findIndex((text) => pictureOn(text) === name);
  if (n < 0) return;
  view.dispatch({ effects: EditorView.scrollIntoView(doc.line(n + 1).from, { y: 'center' }) });
}

/** The editor as the open story uses it. */
export function asBodyEditor(view: EditorView): BodyEditor {
  return {
    spot: (place: Place) => spotAt(view, place),
    showPicture: (name: string) => showPicture(view, name),
    insertLines(lines: string[], place: Place) {
      const spot = spotAt(view, place);
      spot.insert(lines, true);
      spot.letGo();
    },
    removePicture(name: string) {
      const { doc } = view.state;
      const numbers = [...doc.iterLines()].flatMap((text, n) =>
        pictureOn(text) === name ? [n] : [],
      );
      const changes = numbers.map((n) => {
        const line = doc.line(n + 1);
        // The empty line after it goes too.
        const next = n + 2 <= doc.lines ? doc.line(n + 2) : null;
        const to = next?.text === '' ? next.to : line.to;
        return { from: line.from, to: Math.min(to + 1, doc.length) };
      });
      view.dispatch({ changes });
      return numbers;
    },
    restorePicture(name: string, lines: number[]) {
      for (const n of lines) {
        const { doc } = view.state;
        const from = n < doc.lines ? doc.line(n + 1).from : doc.length;
        view.dispatch({ changes: { from, insert: `![](${name})\n\n` } });
      }
    },
    replace(body: string) {
      const changes = smallestChange(view.state.doc.toString(), body);
      if (!changes) return;
      const annotations = [fromOutside.of(true), Transaction.addToHistory.of(false)];
      view.dispatch({ changes, annotations });
    },
    focus(from?: number, to?: number) {
      if (from !== undefined) {
        const end = view.state.doc.length;
        const selection = { anchor: Math.min(from, end), head: Math.min(to ?? from, end) };
        view.dispatch({ selection, scrollIntoView: true });
      }
      view.focus();
    },
  };
}
