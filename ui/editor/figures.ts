import {
  StateEffect,
  StateField,
  type EditorState,
  type Extension,
  type Range,
} from '@codemirror/state';
import { Decoration, EditorView, WidgetType, keymap, type DecorationSet } from '@codemirror/view';
import { followed, type Scan } from './blocks';
import { carry, moveBy } from './moving';
import { pictureOn } from '../state/picture-line';
import { WORDS } from '../words/words';

/** What the editor asks of whoever draws the pictures. */
export interface FigureHost {
  /** True if the story has a picture of that name. */
  has(name: string): boolean;
  /** Draws the picture and its fields into `place`; answers how to take them away. */
  mount(name: string, place: HTMLElement): () => void;
  /** Says aloud what became of a picture. */
  told(words: string): void;
}

/** A picture was added or taken away: lines that name one must be looked at again. */
export const picturesChanged = StateEffect.define<null>();

const clearing = new WeakMap<HTMLElement, () => void>();

class FigureWidget extends WidgetType {
  constructor(
    readonly name: string,
    readonly host: FigureHost,
  ) {
    super();
  }

  override eq(other: FigureWidget): boolean {
    return other.name === this.name;
  }

  override get estimatedHeight(): number {
    return 560;
  }

  override toDOM(view: EditorView): HTMLElement {
    const place = document.createElement('div');
    place.className = 'figure-place';
    place.addEventListener('pointerdown', (event) => {
      if (event.button !== 0 || !(event.target instanceof HTMLImageElement)) return;
      event.preventDefault();
      carry(view, this.name, event, this.host.told);
    });
    clearing.set(place, this.host.mount(this.name, place));
    return place;
  }

  override destroy(place: HTMLElement): void {
    clearing.get(place)?.();
  }

  /** Its fields look after their own keys and clicks. */
  override ignoreEvent(): boolean {
    return true;
  }
}

class MissingWidget extends WidgetType {
  constructor(readonly name: string) {
    super();
  }

  override eq(other: MissingWidget): boolean {
    return other.name === this.name;
  }

  override toDOM(): HTMLElement {
    const note = document.createElement('div');
    note.className = 'figure-missing';
    note.textContent = WORDS.onPage.noPicture(this.name);
    return note;
  }
}

/** The figures among the lines from one place to another. */
const scan =
  (host: FigureHost): Scan =>
  ({ doc }, from, to) => {
    const found: Range<Decoration>[] = [];
    for (let pos = from; pos <= to;) {
      const line = doc.lineAt(pos);
      pos = line.to + 1;
      const name = pictureOn(line.text);
      if (name === null) continue;
      if (host.has(name)) {
        const widget = new FigureWidget(name, host);
        found.push(Decoration.replace({ widget, block: true }).range(line.from, line.to));
      } else {
        const widget = new MissingWidget(name);
        found.push(Decoration.widget({ widget, block: true, side: 1 }).range(line.to));
      }
    }
    return found;
  };

/** The figure whose line ends at, or begins at, a position. */
function figureAt(state: EditorState, pos: number, host: FigureHost) {
  const line = state.doc.lineAt(pos);
  const name = pictureOn(line.text);
  return name !== null && host.has(name) ? line : null;
}

/** Typing beside a figure starts a paragraph instead of breaking the figure's line. */
const typeBeside = (host: FigureHost) =>
  EditorView.inputHandler.of((view, from, to, text) => {
    const line = from === to ? figureAt(view.state, from, host) : null;
    if (!line) return false;
    const before = from === line.from;
    view.dispatch({
      changes: { from, insert: before ? `${text}\n\n` : `\n\n${text}` },
      selection: { anchor: from + text.length + (before ? 0 : 2) },
      userEvent: 'input.type',
      scrollIntoView: true,
    });
    return true;
  });

/** Backspace and Delete next to a figure select it first, so that it never goes by accident. */
function selectBeside(view: EditorView, host: FigureHost, towards: -1 | 1): boolean {
  const { main } = view.state.selection;
  if (!main.empty) return false;
  const line = view.state.doc.lineAt(main.head);
  if (main.head !== (towards < 0 ? line.from : line.to)) return false;
  const own = figureAt(view.state, main.head, host);
  const next = line.number + towards;
  const beside =
    next >= 1 && next <= view.state.doc.lines
      ? figureAt(view.state, view.state.doc.line(next).from, host)
      : null;
  const figure = own ?? beside;
  if (!figure || (!own && line.text === '')) return false;
  view.dispatch({ selection: { anchor: figure.from, head: figure.to } });
  return true;
}

/** Moves the figure the caret is at. */
function moveHere(view: EditorView, host: FigureHost, by: 1 | -1): boolean {
  const line = figureAt(view.state, view.state.selection.main.head, host);
  if (!line) return false;
  host.told(moveBy(view, pictureOn(line.text)!, by));
  return true;
}

/** Shows each picture line as the picture with its fields beneath. */
export function figures(host: FigureHost): Extension {
  const look = scan(host);
  const all = (state: EditorState) => Decoration.set(look(state, 0, state.doc.length));
  const field = StateField.define<DecorationSet>({
    create: all,
    update(old, tr) {
      if (tr.effects.some((effect) => effect.is(picturesChanged))) return all(tr.state);
      return tr.docChanged ? followed(old, tr, look) : old;
    },
    provide: (self) => [
      EditorView.decorations.from(self),
      EditorView.atomicRanges.of((view) => view.state.field(self)),
    ],
  });
  return [
    field,
    typeBeside(host),
    keymap.of([
      { key: 'Backspace', run: (view) => selectBeside(view, host, -1) },
      { key: 'Delete', run: (view) => selectBeside(view, host, 1) },
      { key: 'Alt-ArrowUp', run: (view) => moveHere(view, host, -1) },
      { key: 'Alt-ArrowDown', run: (view) => moveHere(view, host, 1) },
    ]),
  ];
}
