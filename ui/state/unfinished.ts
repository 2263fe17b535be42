import type { Finding } from '../api/bindings';
import { UNFINISHED, fieldOf } from './checked';
import type { Screen } from './screen.svelte';

/** The marks that say something is still to come, and which of them the person was led to last. */
export class Unfinished {
  #at = -1;
  #last = '';

  constructor(private readonly screen: Screen) {}

  get all(): Finding[] {
    return this.screen.findings.filter(({ rule }) => rule === UNFINISHED);
  }

  /** The next one, from the first again after the last; null if nothing is still to come. */
  next(): Finding | null {
    const { all } = this;
    if (!all.length) return null;
    const name = (one: Finding | undefined) => one && `${fieldOf(one)} ${one.range?.start}`;
    // What was filled in has made room for the next.
    const gone = name(all[this.#at]) !== this.#last;
    this.#at = Math.max(0, this.#at + (gone ? 0 : 1)) % all.length;
    this.#last = name(all[this.#at])!;
    return all[this.#at]!;
  }
}
