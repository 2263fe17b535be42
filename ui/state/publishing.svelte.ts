import { SvelteMap } from 'svelte/reactivity';
import type { Transport } from '../api/calls';
import type { Deliveries } from './deliveries.svelte';
import { asWritten } from './moments';
import type { OpenStory } from './open-story.svelte';

/** What the publish panel does to the story on the page. */
export class Publishing {
  /** The time chosen for a story, as its field holds it, until the story is queued; '' not yet. */
  readonly times = new SvelteMap<string, string>();

  /** `looked` has the checks look again. */
  constructor(
    private readonly transport: Transport,
    private readonly deliveries: Deliveries,
    private readonly looked: () => Promise<void>,
  ) {}

  /** Queues the story for these sites: now, or at a time as its field holds it. */
  publish(open: OpenStory, sites: string[], time?: string): Promise<void> {
    const at = time === undefined ? null : asWritten(time);
    return this.#queue(open, async (version) => {
      await this.transport.call('publish', { ...version, sites, at });
      this.times.delete(open.id);
    });
  }

  /** Publishes the story as a new article on a site where it was deleted for good. */
  publishAnew(open: OpenStory, site: string): Promise<void> {
    return this.#queue(open, async (version) => {
      await this.transport.call('publish_anew', { ...version, site });
    });
  }

  /** Has `act` queue the story as it is on the page. */
  async #queue(
    open: OpenStory,
    act: (version: { id: string; base_version: number }) => Promise<void>,
  ): Promise<void> {
    if (!(await open.suggesting.handOver())) return;
    try {
      await act({ id: open.id, base_version: open.saves.version });
    } finally {
      // A refusal knows of something the checks on the screen have not seen yet.
      await Promise.all([this.deliveries.refresh(), this.looked()]);
    }
  }

  /** Puts the story right wherever readers have it, with a note that says what was wrong. */
  async correct(open: OpenStory, note: string): Promise<void> {
    if (!(await open.saves.flush())) return;
    const { id, saves } = open;
    await this.transport.call('correct', { id, base_version: saves.version, note });
    // The note now stands in the text.
    await Promise.all([open.refresh(), this.deliveries.refresh()]);
  }

  /** Takes the story off these sites; all of them at once where none is named. */
  async withdraw(open: OpenStory, sites: string[] | null): Promise<void> {
    const { id } = open;
    try {
      for (const site of sites ?? [null]) await this.transport.call('withdraw', { id, site });
    } finally {
      await this.deliveries.refresh();
    }
  }

  /** Locks the story until a moment, as a field holds it, or lifts the lock. */
  async setEmbargo(open: OpenStory, until: string | null): Promise<void> {
    const { id } = open;
    const written = until === null ? null : asWritten(until);
    const story = await open.saves.after(() =>
      this.transport.call('embargo_set', { id, until: written }),
    );
    open.locked(story);
    await this.deliveries.refresh();
  }
}
