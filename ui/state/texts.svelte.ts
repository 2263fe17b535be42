import { WORDS } from '../words/words';
import type { Screen } from './screen.svelte';

/** Two texts of a story: revisions, or null for the story as it stands. */
export type Pair = { old: number | null; new: number | null };

/** Which texts of the story on the page are shown beside one another. */
export class Texts {
  pair = $state.raw<Pair>({ old: null, new: null });

  constructor(private readonly screen: Screen) {}

  compare(old: number | null, now: number | null): void {
    this.pair = { old, new: now };
    this.screen.layout.dialog = 'compare';
  }

  /** Shows what became of the story since it was last handed in: for readers, or as it stands here. */
  showEdits(): void {
    const { passing, toasts } = this.screen;
    if (passing.handedIn !== null) this.compare(passing.handedIn, passing.published);
    else toasts.say(WORDS.told.neverHandedIn);
  }
}
