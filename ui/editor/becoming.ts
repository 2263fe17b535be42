import type { EditorState, Range } from '@codemirror/state';
import {
  Decoration,
  ViewPlugin,
  WidgetType,
  type DecorationSet,
  type EditorView,
  type ViewUpdate,
} from '@codemirror/view';
import type { Extension } from '@codemirror/state';
import { WORDS } from '../words/words';
import { blockAt } from './blocks';
import { soughtAt } from './sought';

/** A note’s sign, raised as readers get it. */
class NoteSign extends WidgetType {
  constructor(
    readonly label: string,
    /** Whether it stands before the note itself. */
    readonly own: boolean,
  ) {
    super();
  }

  override eq(other: NoteSign): boolean {
    return other.label === this.label && other.own === this.own;
  }

  override toDOM(): HTMLElement {
    const sign = document.createElement('sup');
    sign.className = 'note-sign';
    sign.textContent = this.label;
    const { note, seeNote } = WORDS.onPage;
    sign.setAttribute('aria-label', (this.own ? note : seeNote)(this.label));
    return sign;
  }

  override ignoreEvent(): boolean {
    return false;
  }
}

/** An address by itself: what other programs would embed. On each site it is a link. */
class LinkCard extends WidgetType {
  constructor(readonly address: string) {
    super();
  }

  override eq(other: LinkCard): boolean {
    return other.address === this.address;
  }

  override toDOM(): HTMLElement {
    const { host, pathname, search } = new URL(this.address);
    const card = document.createElement('span');
    card.className = 'link-card';
    const [where, what] = ['strong', 'span'].map((name) =>
      card.appendChild(document.createElement(name)),
    );
    where!.textContent = host.replace(/^www\./, '');
    const path = pathname + search;
    what!.textContent = path === '/' ? '' : path;
    return card;
  }

  override ignoreEvent(): boolean {
    return false;
  }
}

const ADDRESS = /^<?(https?:\/\/[^\s<>]+)>?$/;
const REFERENCE = /\[\^([^\]\s]+)\](?!:)/g;
const NOTE = /^\[\^([^\]\s]+)\]: ?/;
const QUOTE = /^(?:> ?)+/;

/** Whether the caret, what is marked or what is found touches a stretch of the text. */
const touched = (state: EditorState, start: number, end: number) => {
  const { from, to } = state.selection.main;
  const found = soughtAt(state);
  return (from <= end && to >= start) || (!!found && found.start <= end && found.end >= start);
};

/** What becomes of one line, unless somebody writes in it. */
function becomes(state: EditorState, pos: number): Range<Decoration>[] {
  const line = state.doc.lineAt(pos);
  const all: Range<Decoration>[] = [];
  const note = NOTE.exec(line.text);
  if (note && !touched(state, line.from, line.to)) {
    const widget = new NoteSign(note[1]!, true);
    all.push(Decoration.line({ class: 'note-line' }).range(line.from));
    all.push(Decoration.replace({ widget }).range(line.from, line.from + note[0].length));
  }
  const quote = QUOTE.exec(line.text);
  if (quote) {
    const { first, last } = blockAt(state.doc, line.from)!;
    // A quotation is one thing: its marks are there for whoever writes in any line of it.
    const open = touched(state, first.from, last.to);
    all.push(
      Decoration.line({ class: open ? 'quote-line' : 'quote-line quote-set' }).range(line.from),
    );
    if (!open) all.push(Decoration.replace({}).range(line.from, line.from + quote[0].length));
  }
  const address = ADDRESS.exec(line.text)?.[1];
  if (address && URL.canParse(address) && !touched(state, line.from, line.to)) {
    const { first, last } = blockAt(state.doc, line.from)!;
    const widget = new LinkCard(address);
    if (first.number === last.number)
      all.push(Decoration.replace({ widget }).range(line.from, line.to));
    return all;
  }
  for (const hit of line.text.matchAll(REFERENCE)) {
    const [start, end] = [line.from + hit.index, line.from + hit.index + hit[0].length];
    if (touched(state, start, end)) continue;
    all.push(Decoration.replace({ widget: new NoteSign(hit[1]!, false) }).range(start, end));
  }
  return all;
}

function decorate({ state, visibleRanges }: EditorView): DecorationSet {
  const all: Range<Decoration>[] = [];
  for (const { from, to } of visibleRanges) {
    for (let pos = from; pos <= to; pos = state.doc.lineAt(pos).to + 1) {
      all.push(...becomes(state, pos));
    }
  }
  return Decoration.set(all, true);
}

/** Quotations, notes and addresses as readers get them; the Markdown of one comes back with the caret. */
export const becoming: Extension = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = decorate(view);
    }
    update({ docChanged, selectionSet, viewportChanged, startState, view }: ViewUpdate): void {
      const sought = soughtAt(startState) !== soughtAt(view.state);
      if (docChanged || selectionSet || viewportChanged || sought)
        this.decorations = decorate(view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);
