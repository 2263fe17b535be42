import { commonmarkLanguage, pasteURLAsLink } from '@codemirror/lang-markdown';
import { Language } from '@codemirror/language';
import { Parser, type Input, type PartialParse, type TreeFragment } from '@lezer/common';
import { GFM, type MarkdownParser } from '@lezer/markdown';
import type { Extension } from '@codemirror/state';

/** CommonMark with GitHub's tables, strikethrough, task lists and bare addresses. */
export const MARKDOWN = (commonmarkLanguage.parser as MarkdownParser).configure(GFM);

/** So many characters are read at once where they are asked for one by one. */
const NEAR = 512;

/**
 * A text that is quick to go back through. At every key the parser looks for where the changed line
 * begins, a character at a time, and each of them would be looked up in the whole text.
 */
class NearText implements Input {
  #from = 0;
  #near = '';

  constructor(private readonly text: Input) {}

  get length(): number {
    return this.text.length;
  }

  get lineChunks(): boolean {
    return this.text.lineChunks;
  }

  chunk(from: number): string {
    return this.text.chunk(from);
  }

  read(from: number, to: number): string {
    if (to - from > 1) return this.text.read(from, to);
    if (from < this.#from || to > this.#from + this.#near.length) {
      this.#from = Math.max(0, to - NEAR);
      this.#near = this.text.read(this.#from, to);
    }
    return this.#near.slice(from - this.#from, to - this.#from);
  }
}

class StoryParser extends Parser {
  createParse(
    input: Input,
    fragments: readonly TreeFragment[],
    ranges: readonly { from: number; to: number }[],
  ): PartialParse {
    return MARKDOWN.createParse(new NearText(input), fragments, ranges);
  }
}

/**
 * Markdown as stories have it. `markdown()` would look through the whole text for code and HTML to be
 * read as such, at every key; in a story both stay what they are.
 */
export const language: Extension = [
  new Language(commonmarkLanguage.data, new StoryParser(), [], 'markdown').extension,
  pasteURLAsLink,
];
