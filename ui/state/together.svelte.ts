import type { Picture } from '../api/bindings';
import { WORDS } from '../words/words';
import { credit, taken } from './credits.svelte';
import type { OpenStory } from './open-story.svelte';
import type { Screen } from './screen.svelte';

/** Which pictures of a story were dropped together, and what is done with all of them at once. */
export class Together {
  /** For each drop the names it brought. */
  #drops = $state<string[][]>([]);

  constructor(private readonly open: OpenStory) {}

  /** Begins a drop; the names it brings are put into the answer. */
  begin(): string[] {
    this.#drops.push([]);
    return this.#drops.at(-1)!;
  }

  /** The pictures dropped together with this one that have no credit yet. */
  withoutCredit(name: string): Picture[] {
    const drop = this.#drops.find((names) => names.includes(name)) ?? [];
    return this.open.story.pictures.filter(
      (one) => one.name !== name && drop.includes(one.name) && !one.credit.trim(),
    );
  }

  /** Gives a picture's credit, and what goes with it, to those dropped with it that have none;
   * answers how to take it back. */
  spreadCredit(name: string): () => void {
    const from = this.open.picture(name);
    if (!from) return () => {};
    const given = this.withoutCredit(name).map((one) => {
      const words = taken(one, credit(from));
      this.open.editPicture(one.name, words);
      return { name: one.name, words };
    });
    return () => {
      for (const { name, words } of given) {
        const now = this.open.picture(name);
        // What was changed since stays.
        const same = Object.entries(words).filter(
          ([field, text]) => now?.[field as 'credit'] === text,
        );
        this.open.editPicture(name, Object.fromEntries(same.map(([field]) => [field, ''])));
      }
    };
  }
}

/** Gives a picture's credit to those dropped with it that have none, and says what that did. */
export function spreadCredit({ open, toasts }: Screen, name: string): void {
  if (!open) return;
  const given = open.together.withoutCredit(name);
  const credit = open.picture(name)?.credit.trim() ?? '';
  const other = given.filter(({ offered }) => ![credit, ''].includes(offered.credit)).length;
  const undo = open.together.spreadCredit(name);
  const said = WORDS.told.credited(credit, given.length, other);
  toasts.say(said, { label: WORDS.told.undo, run: undo });
}
