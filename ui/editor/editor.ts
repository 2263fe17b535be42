import { defaultKeymap, history, historyKeymap, isolateHistory } from '@codemirror/commands';
import { markdownKeymap } from '@codemirror/lang-markdown';
import {
  Annotation,
  Compartment,
  EditorState,
  Transaction,
  type Extension,
} from '@codemirror/state';
import { EditorView, drawSelection, keymap, placeholder } from '@codemirror/view';
import type { Utf16Range } from '../api/bindings';
import type { BodyEditor, Place } from '../state/body-editor';
import { pictureOn } from '../state/picture-line';
import { toStory, toText, type Span } from '../state/tracked';
import { edits, type Edit } from '../state/word-diff';
import { WORDS } from '../words/words';
import { attention } from './attention';
import { becoming } from './becoming';
import { direction } from './direction';
import { emphasis } from './emphasis';
import { figures, type FigureHost } from './figures';
import { findings } from './findings';
import { hanging } from './hanging';
import { smallestChange } from './insertion';
import { language } from './language';
import { leaving } from './leaving';
import { marks } from './marks';
import { said, type Met } from './said';
import { sought } from './sought';
import { moveBy } from './moving';
import { paste, type PasteHost } from './paste';
import { showSpans, spansIn, suggested } from './suggested';
import { marked, spotAt, spots } from './spots';
import { tables } from './tables';
import { askNext, unknownWords, type AskAbout } from './unknown-words';
import { writing } from './writing';

/** What the editor tells and asks. */
export interface EditorHost extends FigureHost, PasteHost {
  /** The text is another one now. */
  changed(body: string): void;
  /** Somebody types; `body` reads what is there by now, which takes too long to do at every key. */
  typing(body: () => string): void;
  /** The caret left the text. */
  left(): void;
  /** Something is to be done about a word in no dictionary. */
  askAbout: AskAbout;
  /** The caret came into words that somebody said something about, or somebody pointed at them. */
  met: Met;
}

/** Marks a change that did not come from the person, so that it is not saved back. */
const fromOutside = Annotation.define<boolean>();

const isTyping = (tr: Transaction): boolean =>
  tr.isUserEvent('input.type') || tr.isUserEvent('delete');

/** What can be undone; it begins anew when what is written is something else. */
const past = new Compartment();

function extensions(host: EditorHost): Extension {
  return [
    past.of(history()),
    drawSelection(),
    EditorView.lineWrapping,
    language,
    marks,
    hanging,
    direction,
    becoming,
    tables,
    emphasis,
    attention,
    leaving,
    findings,
    unknownWords(host.askAbout),
    said(host.met),
    suggested,
    spots,
    figures(host),
    writing,
    paste(host),
    sought,
    placeholder(WORDS.onPage.ask),
    keymap.of([
      ...markdownKeymap,
      ...defaultKeymap.filter(({ key }) => key !== 'Mod-Enter'),
      ...historyKeymap,
    ]),
    EditorView.domEventHandlers({ blur: () => host.left() }),
    EditorView.updateListener.of((update) => {
      if (!update.docChanged) return;
      const { transactions, view } = update;
      if (transactions.some((tr) => tr.annotation(fromOutside))) return;
      const body = () => view.state.doc.toString();
      if (transactions.every(isTyping)) host.typing(body);
      else host.changed(body());
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
export function asBodyEditor(view: EditorView, askAbout: AskAbout = () => {}): BodyEditor {
  return {
    spot: (place: Place) => spotAt(view, place),
    marked: () => marked(view),
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
    movePicture: (name: string, by: 1 | -1) => moveBy(view, name, by),
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
    rewrite(edits: Edit[]) {
      const annotations = isolateHistory.of('full');
      view.dispatch({ changes: edits, annotations, userEvent: 'input.replace' });
    },
    show: (range: Utf16Range, enter: boolean) => show(view, range, enter),
    propose: (proposed, body) => propose(view, proposed, body),
    askNext: () => askNext(view, askAbout),
    selected: () => selected(view),
    type: (letters: string) => [...letters].forEach((letter) => type(view, letter)),
    focus: (from?: number, to?: number) => focus(view, from, to),
  };
}

/** Shows what I would have the text be, or the story again. */
function propose(
  view: EditorView,
  proposed: { text: string; spans: Span[] } | null,
  body: string,
): void {
  const before = spansIn(view.state);
  if (!before && !proposed) return;
  view.dispatch({
    changes: edits(view.state.doc.toString(), proposed?.text ?? body),
    effects: showSpans.of(proposed?.spans ?? null),
    annotations: [fromOutside.of(true), Transaction.addToHistory.of(false)],
  });
  if (!before === !proposed) return;
  view.dispatch({ effects: past.reconfigure([]) });
  view.dispatch({ effects: past.reconfigure(history()) });
}

function selected(view: EditorView): Utf16Range | null {
  const { from, to, empty } = view.state.selection.main;
  if (empty) return null;
  const spans = spansIn(view.state) ?? [];
  return { start: toStory(spans, from, 'start'), end: toStory(spans, to, 'end') };
}

function show(view: EditorView, { start, end }: Utf16Range, enter: boolean): void {
  const to = Math.min(end, view.state.doc.length);
  const from = Math.min(start, to);
  view.dispatch({
    ...(enter ? { selection: { anchor: from, head: to } } : {}),
    effects: EditorView.scrollIntoView(from, { y: 'center' }),
  });
  if (enter) view.focus();
}

/** As if it had come from the keyboard. */
function type(view: EditorView, letter: string): void {
  const { from, to } = view.state.selection.main;
  const change = view.state.replaceSelection(letter);
  const insert = () =>
    view.state.update({ ...change, userEvent: 'input.type', scrollIntoView: true });
  const handlers = view.state.facet(EditorView.inputHandler);
  if (!handlers.some((handle) => handle(view, from, to, letter, insert))) view.dispatch(insert());
}

function focus(view: EditorView, from?: number, to?: number): void {
  if (from !== undefined) {
    const spans = spansIn(view.state) ?? [];
    const end = view.state.doc.length;
    const at = (place: number) => Math.min(toText(spans, place), end);
    const selection = { anchor: at(from), head: at(to ?? from) };
    view.dispatch({ selection, scrollIntoView: true });
  }
  view.focus();
}
