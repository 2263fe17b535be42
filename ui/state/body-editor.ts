import type { Utf16Range } from '../api/bindings';
import type { Span } from './tracked';
import type { Edit } from './word-diff';

/** Where in the body something is put: beneath a point of the window, or where the caret stands. */
export type Place = { x: number; y: number } | 'caret';

/** A place in the body that moves along with what is written before it. */
export interface Spot {
  /** Puts lines of their own there, and the next ones after them; the caret follows if it should. */
  insert(lines: string[], follow: boolean): void;
  letGo(): void;
}

/** Words that are marked, or the place of the caret, which move along until they are written over. */
export interface Marked {
  /** Puts Markdown there, and then as it is `set`: two steps, the setting undone first. */
  put(markdown: string, set?: string): void;
  letGo(): void;
}

/** What the story asks of the editor that shows its body. */
export interface BodyEditor {
  spot(place: Place): Spot;
  /** What a paste is going to take the place of. */
  marked(): Marked;
  /** Brings a picture's line into view, so that its fields are on the page. */
  showPicture(name: string): void;
  /** Puts lines of their own into the text. */
  insertLines(lines: string[], place: Place): void;
  /** Moves a picture past the paragraph before or after it; answers what came of it, in words. */
  movePicture(name: string, by: 1 | -1): string;
  /** Takes every line that is just this picture out; answers the line numbers they had, from 0. */
  removePicture(name: string): number[];
  /** Puts a picture's line back where it stood. */
  restorePicture(name: string, lines: number[]): void;
  /** Shows another text. */
  replace(body: string): void;
  /** Changes what the text shows as if it had been typed: one step to undo. */
  rewrite(edits: Edit[]): void;
  /** Brings words of what the text shows into view, and goes there if the person is to `enter`. */
  show(range: Utf16Range, enter: boolean): void;
  /** Shows what I would have the text be, and what I changed in it; `null` shows the story again. */
  propose(proposed: { text: string; spans: Span[] } | null, body: string): void;
  /** Asks about the word in no dictionary at the caret, or the next one; whether there is any. */
  askNext(): boolean;
  /** The words that are marked, where they stand in the story; null if none are. */
  selected(): Utf16Range | null;
  /** Types letters where the caret is. */
  type(letters: string): void;
  /** Goes to words of the story. */
  focus(from?: number, to?: number): void;
}
