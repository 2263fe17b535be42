import { asError } from '../api/errors';
import type { Choice, Error as DeskError, SiteComparison, SiteTaking } from '../api/bindings';
import type { Transport } from '../api/calls';
import { undecided } from './comparison-words';
import { WORDS } from '../words/words';
import type { OpenStory } from './open-story.svelte';

/** The open story and what a site holds of it, until they are one. */
export class Comparing {
  compared = $state.raw<SiteComparison | null>(null);
  /** Which text is to stand, for each conflict. */
  choices = $state<Choice[]>([]);
  error = $state.raw<DeskError | null>(null);
  busy = $state(false);
  /** Either side was changed since it was looked at: nothing can be taken over before another look. */
  stale = $state(false);
  /** The version of the story that was compared. */
  #version = 0;

  /** `after` looks again at all that hangs on the story's words and deliveries. */
  constructor(
    private readonly transport: Transport,
    private readonly open: OpenStory,
    readonly site: string,
    private readonly after: () => Promise<unknown>,
  ) {}

  /** Asks the site, once all that was typed is saved. */
  async ask(): Promise<void> {
    await this.#try(async () => {
      this.compared = null;
      await this.#save();
      this.#version = this.open.saves.version;
      const { id } = this.open;
      const compared = await this.transport.call('site_compare', { id, site: this.site });
      this.choices = compared.merged.conflicts.map(undecided);
      this.compared = compared;
      this.stale = false;
    });
  }

  /** Goes on with one text, and sends it if asked to; true once that is done. */
  async settle(kind: SiteTaking['kind'], send: boolean): Promise<boolean> {
    const { compared, site } = this;
    if (!compared || this.busy || this.stale) return false;
    const taking = kind === 'merged' ? { kind, choices: $state.snapshot(this.choices) } : { kind };
    return this.#try(async () => {
      await this.#save();
      const { id } = this.open;
      const from = { base_version: this.#version, seen: compared.seen };
      try {
        await this.transport.call('site_settle', { id, site, ...from, taking, send });
      } finally {
        // Refused or not, the text may be another one now.
        await this.open.refresh();
        await this.after();
        this.stale = this.open.saves.version !== this.#version;
      }
    });
  }

  async #save(): Promise<void> {
    const { saves } = this.open;
    if (await saves.flush()) return;
    throw saves.state.kind === 'failed' ? saves.state.error : NOT_SAVED;
  }

  /** Does one thing at a time, and keeps why it was refused. */
  async #try(act: () => Promise<void>): Promise<boolean> {
    this.busy = true;
    this.error = null;
    try {
      await act();
      return true;
    } catch (thrown) {
      this.error = asError(thrown);
      if (this.error.code === 'conflict') this.stale = true;
      return false;
    } finally {
      this.busy = false;
    }
  }
}

const NOT_SAVED: DeskError = {
  code: 'storage',
  ...WORDS.errors.notCompared,
};
