import { asError } from '../api/errors';
import type { Comparison, Error as DeskError, RevisionSummary } from '../api/bindings';
import type { Transport } from '../api/calls';
import { rowsOf, type Row } from './compared-rows';
import type { OpenStory } from './open-story.svelte';

/** Two texts of the open story beside one another; null is the story as it stands. */
export class Compared {
  old = $state.raw<number | null>(null);
  new = $state.raw<number | null>(null);
  revisions = $state.raw<RevisionSummary[]>([]);
  comparison = $state.raw<Comparison | null>(null);
  error = $state.raw<DeskError | null>(null);
  /** The change one has come to, counted from 0; none yet is -1. */
  at = $state(-1);

  readonly rows: Row[] = $derived(this.comparison ? rowsOf(this.comparison) : []);
  /** The rows, by their number, in which something changed. */
  readonly changes: number[] = $derived(
    this.rows.flatMap(({ changed }, n) => (changed ? [n] : [])),
  );

  constructor(
    private readonly transport: Transport,
    private readonly open: OpenStory,
    pair: { old: number | null; new: number | null },
  ) {
    this.old = pair.old;
    this.new = pair.new;
  }

  /** Reads both, once what was typed is saved. */
  async read(): Promise<void> {
    this.error = null;
    const { id } = this.open;
    const pair = { old: this.old, new: this.new };
    try {
      await this.open.saves.flush();
      this.revisions = await this.transport.call('revision_list', { id });
      const comparison = await this.transport.call('revision_compare', { id, ...pair });
      // Others may have been chosen meanwhile.
      if (pair.old !== this.old || pair.new !== this.new) return;
      this.comparison = comparison;
      this.at = -1;
    } catch (thrown) {
      this.comparison = null;
      this.error = asError(thrown);
    }
  }

  async choose(which: 'old' | 'new', revision: number | null): Promise<void> {
    this[which] = revision;
    await this.read();
  }

  /** Goes on to the next change, or back to the one before; answers its row. */
  step(by: 1 | -1): number | undefined {
    const all = this.changes.length;
    if (all === 0) return undefined;
    this.at = this.at < 0 ? (by > 0 ? 0 : all - 1) : (this.at + by + all) % all;
    return this.changes[this.at];
  }
}
