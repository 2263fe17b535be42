import { isolateHistory } from '@codemirror/commands';
import type { Line, Text } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { pictureOn } from '../state/picture-line';
import { plain } from '../state/review-words';
import { WORDS } from '../words/words';
import { blockAt, wordsBeside } from './blocks';
import { spansIn } from './suggested';

const W = WORDS.onPage;

/** The first line that is this picture. */
function lineOf(doc: Text, name: string): Line | null {
  const n = [...doc.iterLines()].findIndex((text) => pictureOn(text) === name);
  return n < 0 ? null : doc.line(n + 1);
}

/** What is taken out along with a picture's line: the empty lines that set it apart. */
function around(doc: Text, line: Line): { from: number; to: number } {
  const [before, after] = [wordsBeside(doc, line, -1), wordsBeside(doc, line, 1)];
  if (after) return { from: line.from, to: after.from };
  return { from: before?.to ?? 0, to: doc.length };
}

/** Puts a picture's line before the block that begins at `gap`, or at the end; whether it moved. */
function moveTo(view: EditorView, line: Line, gap: number): boolean {
  const { doc } = view.state;
  const gone = around(doc, line);
  if (gap >= line.from && gap <= gone.to) return false;
  const atEnd = gap >= doc.length;
  const insert = atEnd ? `\n\n${line.text}` : `${line.text}\n\n`;
  // Behind the last words: empty lines at the end are no place of their own.
  const last = doc.line(doc.lines);
  const place = atEnd && last.text.trim() === '' ? (wordsBeside(doc, last, -1)?.to ?? gap) : gap;
  const changes = view.state.changes([gone, { from: place, insert }]);
  const at = changes.mapPos(place, -1) + (atEnd ? 2 : 0);
  view.dispatch({
    changes,
    selection: { anchor: at, head: at + line.text.length },
    annotations: isolateHistory.of('full'),
    userEvent: 'move.picture',
    effects: EditorView.scrollIntoView(at, { y: 'nearest', yMargin: 40 }),
  });
  return true;
}

/** Where a picture stands now, in words for who does not see it. */
function whereIs(view: EditorView, name: string): string {
  const { doc } = view.state;
  const line = lineOf(doc, name);
  const next = line && wordsBeside(doc, line, 1);
  if (!next) return W.atEnd(name);
  const words = plain(next.text).split(/\s+/).slice(0, 6).join(' ');
  return W.before(name, words);
}

/** While somebody suggests, words are what is suggested. */
const suggesting = (view: EditorView): boolean => spansIn(view.state) !== null;

/** Moves a picture past the paragraph before it or after it; what came of it, in words. */
export function moveBy(view: EditorView, name: string, by: 1 | -1): string {
  if (suggesting(view)) return W.notMoved;
  const { doc } = view.state;
  const line = lineOf(doc, name);
  if (!line) return '';
  const beside = wordsBeside(doc, line, by);
  if (!beside) return by < 0 ? W.beginningAlready(name) : W.endAlready(name);
  const { first, last } = blockAt(doc, beside.from)!;
  const gap = by < 0 ? first.from : (wordsBeside(doc, last, 1)?.from ?? doc.length);
  moveTo(view, line, gap);
  return whereIs(view, name);
}

/** The gap between two blocks that is nearest to a height of the window, and where it is drawn. */
function gapAt(view: EditorView, x: number, y: number): { gap: number; top: number } {
  const { doc } = view.state;
  const block = blockAt(doc, view.posAtCoords({ x, y }, false));
  const top = (pos: number) => view.lineBlockAt(pos).top;
  if (!block) {
    const line = doc.lineAt(view.posAtCoords({ x, y }, false));
    const gap = wordsBeside(doc, line, 1)?.from ?? doc.length;
    return { gap, top: (top(line.from) + view.lineBlockAt(line.from).bottom) / 2 };
  }
  const { first, last } = block;
  const bottom = view.lineBlockAt(last.from).bottom;
  // In the middle of the empty line.
  const half = view.defaultLineHeight / 2;
  if (y - view.documentTop < (top(first.from) + bottom) / 2) {
    return { gap: first.from, top: top(first.from) - half };
  }
  return { gap: wordsBeside(doc, last, 1)?.from ?? doc.length, top: bottom + half };
}

/** Pixels the pointer goes before a press becomes a move. */
const STILL = 6;
/** Pixels from the edge within which the page moves along, and by how many it does. */
const EDGE = 60;
const STEP = 14;

/** The element the page is scrolled in. */
function scrollerOf(view: EditorView): HTMLElement {
  let place: HTMLElement | null = view.dom.parentElement;
  while (place && !/auto|scroll/.test(getComputedStyle(place).overflowY))
    place = place.parentElement;
  return place ?? document.documentElement;
}

/** Carries a picture with the pointer; a line shows between which paragraphs it would come down. Escape
 * leaves it where it is. Not by the system's drag and drop, which is for files from elsewhere. */
export function carry(
  view: EditorView,
  name: string,
  down: PointerEvent,
  told: (words: string) => void,
): void {
  if (suggesting(view)) return;
  const drop = document.createElement('div');
  drop.className = 'drop-line';
  const scroller = scrollerOf(view);
  const heard = new AbortController();
  let at: { gap: number; top: number } | null = null;
  let [x, y] = [down.clientX, down.clientY];
  let frame = 0;
  const look = () => {
    frame = requestAnimationFrame(look);
    const { top, bottom } = scroller.getBoundingClientRect();
    if (y < top + EDGE) scroller.scrollTop -= STEP;
    else if (y > bottom - EDGE) scroller.scrollTop += STEP;
    at = gapAt(view, view.contentDOM.getBoundingClientRect().left + 1, y);
    drop.style.insetBlockStart = `${at.top}px`;
  };
  const end = (taken: boolean) => {
    heard.abort();
    cancelAnimationFrame(frame);
    drop.remove();
    view.dom.classList.remove('carrying');
    const line = taken && at ? lineOf(view.state.doc, name) : null;
    if (!line || !moveTo(view, line, at!.gap)) return;
    view.focus();
    told(whereIs(view, name));
  };
  const on = <K extends keyof WindowEventMap>(what: K, act: (event: WindowEventMap[K]) => void) =>
    window.addEventListener(what, act, { signal: heard.signal, capture: true });
  on('pointermove', (event) => {
    [x, y] = [event.clientX, event.clientY];
    if (frame || Math.hypot(x - down.clientX, y - down.clientY) < STILL) return;
    view.scrollDOM.append(drop);
    view.dom.classList.add('carrying');
    look();
  });
  on('pointerup', () => end(true));
  on('pointercancel', () => end(false));
  on('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    end(false);
  });
}
