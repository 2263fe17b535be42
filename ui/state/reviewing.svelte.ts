import type { Beside, Error as DeskError, ReviewPart, Story, Utf16Range } from '../api/bindings';
import { WORDS } from '../words/words';
import type { OpenStory } from './open-story.svelte';
import { partKey, partText, partsOf } from './review-words';
import { NOT_SAVED, writePart } from './suggesting.svelte';

/** Words a note is to be about. */
export type Marked = { part: ReviewPart; range: Utf16Range; quote: string };
/** How to take something back. */
export type Undo = () => Promise<void>;

/** What was said about the story on the page. */
export class Reviewing {
  beside = $state.raw<Beside | null>(null);
  /** The body in which its places are. */
  text = '';
  /** The thread the person is at. */
  current = $state.raw<string | null>(null);
  /** What the caret came into, in words. */
  heard = $state.raw('');
  /** The words a note is being written about. */
  asked = $state.raw<Marked | null>(null);

  constructor(private readonly open: OpenStory) {}

  /** Looks at what was said, beside the story as it is saved. */
  async refresh(): Promise<void> {
    const { id, saves } = this.open;
    const { version } = saves;
    const beside = await this.open.transport.call('review', { id });
    // Places in a text that is older than the page would mark the wrong words.
    const stale = saves.dirty || saves.version !== version;
    const old = stale ? this.beside?.view : undefined;
    const view = old ?? beside.view;
    if (!old) this.text = this.open.story.copy.body;
    this.beside = { ...beside, view };
  }

  /** Leaves a note about words of the story, or about all of it. */
  async note(text: string, about: Marked | null): Promise<void> {
    await this.#saved();
    const { part, range } = about ?? { part: null, range: null };
    const base_version = this.open.saves.version;
    const args = { id: this.open.id, base_version, text, part, range };
    const { id } = await this.open.transport.call('review_note', args);
    this.asked = null;
    await this.refresh();
    this.current = id;
  }

  async answer(to: string, text: string): Promise<void> {
    await this.#saved();
    await this.open.transport.call('review_answer', { id: this.open.id, to, text });
    await this.refresh();
  }

  /** Closes a thread or opens it again. */
  async settle(what: string, how: 'resolved' | 'reopened'): Promise<void> {
    await this.#saved();
    await this.open.transport.call('review_settle', { id: this.open.id, what, how });
    await this.refresh();
  }

  /** Takes suggested words into the story; how many, how many lost their place, and how to undo it. */
  async accept(which: string[]): Promise<{ taken: number; lost: number; undo: Undo }> {
    const { id, saves, suggesting } = this.open;
    const decided = await suggesting.around(async () => {
      const before = $state.snapshot(this.open.story) as Story;
      const answer = await saves.after(async () => {
        const args = { id, base_version: saves.version, which };
        const done = await this.open.transport.call('review_accept', args);
        return { ...done, version: done.story.version };
      });
      this.open.take(answer.story);
      return { ...answer, before };
    });
    await this.refresh();
    const { accepted, unplaced, before, version } = decided;
    const undo = () => this.#putBack(before, version, accepted);
    return { taken: accepted.length, lost: unplaced.length, undo };
  }

  /** Leaves the story as it is and closes suggestions. */
  async reject(which: string[]): Promise<Undo> {
    const { id, suggesting } = this.open;
    await suggesting.around(() => this.open.transport.call('review_reject', { id, which }));
    await this.refresh();
    return () => this.#reopen(which);
  }

  /** Puts the words back that stood there before suggestions were accepted. */
  async #putBack(before: Story, version: number, accepted: string[]): Promise<void> {
    const { open } = this;
    if (open.saves.dirty || open.saves.version !== version) throw WRITTEN_ON;
    await open.suggesting.around(async () => {
      for (const part of partsOf(before)) {
        const [was, now] = [partText(before, part), partText(open.story, part)];
        if (was === null || was === now) continue;
        if (partKey(part) === 'body' && !open.suggesting.on) open.editor?.replace(was);
        writePart(open, part, was);
      }
      await this.#saved();
      await this.#settleAll(accepted);
    });
    await this.refresh();
  }

  async #reopen(which: string[]): Promise<void> {
    await this.open.suggesting.around(() => this.#settleAll(which));
    await this.refresh();
  }

  async #settleAll(which: string[]): Promise<void> {
    const { id } = this.open;
    for (const what of which) {
      await this.open.transport.call('review_settle', { id, what, how: 'reopened' });
    }
  }

  async #saved(): Promise<void> {
    if (!(await this.open.saves.flush())) throw NOT_SAVED;
  }
}

const WRITTEN_ON: DeskError = {
  code: 'conflict',
  ...WORDS.errors.writtenOn,
};
