import type { ReviewPart, ReviewThread } from '../api/bindings';
import { WORDS } from '../words/words';
import type { Marked, Reviewing } from './reviewing.svelte';
import { beside, inPart, isSuggestion, spoken } from './review-words';
import type { Screen } from './screen.svelte';

const W = WORDS.noting;

/** What a person does with notes and suggestions of the story on the page. */
export class Notes {
  constructor(private readonly screen: Screen) {}

  /** Switches between writing and suggesting. */
  async toggle(): Promise<void> {
    const open = this.screen.open;
    if (!open || !(await this.#known())) return;
    const { suggesting, review } = open;
    const done = suggesting.on ? await suggesting.end() : await suggesting.begin();
    if (!done) this.screen.toasts.say(W.notSwitched);
    // Whoever switched by a key stays in the text, and sees no switch move.
    else review.heard = suggesting.on ? W.suggesting : W.writing;
    await review.refresh();
  }

  /** Begins a note about some words; about the whole story if there are none. */
  async ask(about: Marked | null): Promise<void> {
    const review = await this.#known();
    if (!review) return;
    review.asked = about?.quote ? about : null;
    this.screen.layout.show('notes');
    requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-note]')?.focus());
  }

  async leave(text: string): Promise<void> {
    const review = await this.#known();
    if (!review || !text.trim()) return;
    const about = review.asked;
    await review.note(text.trim(), about);
    // Whoever marked words of the text goes on reading there.
    if (about?.part.kind === 'body') this.screen.open?.editor?.focus();
  }

  async answer(to: string, text: string): Promise<void> {
    if (text.trim()) await (await this.#known())?.answer(to, text.trim());
  }

  async settle(what: string, how: 'resolved' | 'reopened'): Promise<void> {
    await (await this.#known())?.settle(what, how);
  }

  /** Takes suggested words into the story. */
  async accept(which: string[]): Promise<void> {
    const review = await this.#known();
    if (!review) return;
    const { taken, lost, undo } = await review.accept(which);
    this.#say(W.accepted(taken, lost), undo);
  }

  /** Leaves the story as it is: mine are taken back, other people's rejected. */
  async reject(which: string[]): Promise<void> {
    const review = await this.#known();
    if (!review) return;
    const undo = await review.reject(which);
    this.#say(W.rejected(which.length), undo);
  }

  /** Accepts or rejects the suggestion the person is at; answers the thread that is the next. */
  async decide(how: 'accept' | 'reject'): Promise<ReviewThread | null> {
    const review = this.screen.open?.review;
    const view = review?.beside?.view;
    const thread = view?.placed.find(({ head, open }) => open && head.id === review?.current);
    if (!review || !view || !thread || !isSuggestion(thread)) {
      this.screen.toasts.say(W.atNone);
      return null;
    }
    const next = beside(view, thread.head.id, 1)?.head.id;
    await this[how]([thread.head.id]);
    return review.beside?.view.placed.find(({ head, open }) => open && head.id === next) ?? null;
  }

  /** The thread after or before the one the person is at; null if nothing is open in the text. */
  step(by: 1 | -1): ReviewThread | null {
    const review = this.screen.open?.review;
    const said = review?.beside;
    const next = said ? beside(said.view, review.current, by) : null;
    if (said && next) this.met(next.head.id, spoken(next, said.me));
    else this.screen.toasts.say(W.none);
    return next;
  }

  /** Hears which thread the caret came into, and says so to who cannot see it. */
  met(thread: string | null, words: string): void {
    const review = this.screen.open?.review;
    if (!review) return;
    review.current = thread;
    review.heard = words;
  }

  /** Hears which field somebody came into. */
  came(part: ReviewPart): void {
    const said = this.screen.open?.review.beside;
    const threads = said ? inPart(said.view, part) : [];
    const words = threads.map((thread) => spoken(thread, said?.me ?? null));
    this.met(threads[0]?.head.id ?? null, words.join(' '));
  }

  /** What was said about the story, if it is known who works here; else that is asked first. */
  async #known(): Promise<Reviewing | null> {
    const review = this.screen.open?.review;
    if (!review) return null;
    if (!review.beside) await review.refresh();
    if (review.beside?.me) return review;
    this.screen.layout.dialog = 'byline';
    return null;
  }

  #say(text: string, undo: () => Promise<void>): void {
    const run = () => void this.screen.attempt(undo);
    this.screen.toasts.say(text, { label: WORDS.told.undo, run });
  }
}
