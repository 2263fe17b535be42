import type { ReviewThread } from '../api/bindings';
import type { Marked, Reviewing } from './reviewing.svelte';
import { beside, isSuggestion } from './review-words';
import type { Screen } from './screen.svelte';
import { count } from './words';

/** What a person does with notes and suggestions of the story on the page. */
export class Notes {
  constructor(private readonly screen: Screen) {}

  /** Switches between writing and suggesting. */
  async toggle(): Promise<void> {
    const open = this.screen.open;
    if (!open || !(await this.#known())) return;
    const { suggesting, review } = open;
    const done = suggesting.on ? await suggesting.end() : await suggesting.begin();
    if (!done) this.screen.toasts.say('What you typed is not saved yet, so nothing was switched.');
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
    if (review && text.trim()) await review.note(text.trim(), review.asked);
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
    const gone = lost ? ` ${count(lost, 'other')} lost ${lost === 1 ? 'its' : 'their'} place.` : '';
    this.#say(`${count(taken, 'suggestion is', 'suggestions are')} in the story.${gone}`, undo);
  }

  /** Leaves the story as it is: mine are taken back, other people's rejected. */
  async reject(which: string[]): Promise<void> {
    const review = await this.#known();
    if (!review) return;
    const undo = await review.reject(which);
    const what = count(which.length, 'suggestion is', 'suggestions are');
    this.#say(`${what} rejected. The story stays as it was.`, undo);
  }

  /** Accepts or rejects the suggestion the person is at; the one after it is the next. */
  async decide(how: 'accept' | 'reject'): Promise<void> {
    const view = this.screen.open?.review.beside?.view;
    const current = this.screen.open?.review.current;
    const thread = view?.placed.find(({ head, open }) => open && head.id === current);
    if (!view || !thread || !isSuggestion(thread)) {
      this.screen.toasts.say('Put the caret into a suggestion first, or go to the next with F8.');
      return;
    }
    const next = beside(view, thread.head.id, 1);
    await this[how]([thread.head.id]);
    const review = this.screen.open?.review;
    if (review) review.current = next && next.head.id !== thread.head.id ? next.head.id : null;
  }

  /** The thread after or before the one the person is at; null if nothing is open in the text. */
  step(by: 1 | -1): ReviewThread | null {
    const review = this.screen.open?.review;
    const next = review?.beside ? beside(review.beside.view, review.current, by) : null;
    if (review && next) review.current = next.head.id;
    else this.screen.toasts.say('There is no open note or suggestion in this story.');
    return next;
  }

  /** Hears which thread the caret came into, and says so to who cannot see it. */
  met(thread: string | null, words: string): void {
    const review = this.screen.open?.review;
    if (!review) return;
    review.current = thread;
    review.heard = words;
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
    this.screen.toasts.say(text, { label: 'Undo', run });
  }
}
