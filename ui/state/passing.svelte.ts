import type { ApprovalState, Person, ReviewNote } from '../api/bindings';
import type { Transport } from '../api/calls';
import { oneAtATime } from './one-at-a-time';
import type { OpenStory } from './open-story.svelte';
import { samePerson } from './review-words';
import { NOT_SAVED } from './suggesting.svelte';

/** Whether the story on the page was passed as it stands, who has it in hand, and why it came back. */
export class Passing {
  /** The revision that was last handed in; null if the story never was. */
  handedIn = $state.raw<number | null>(null);
  /** What readers got, where an editor made that another text; null where it is none, or nobody knows. */
  published = $state.raw<number | null>(null);
  #story: string | null = null;
  readonly #readStory = oneAtATime(() => this.#read());

  /** `open` is the story on the page; `moved` looks again at all that hangs on a story's status. */
  constructor(
    private readonly transport: Transport,
    private readonly open: () => OpenStory | null,
    private readonly moved: () => Promise<unknown>,
  ) {}

  get approval(): ApprovalState {
    return this.#beside?.approval ?? { kind: 'none' };
  }
  get me(): Person | null {
    return this.#beside?.me ?? null;
  }
  get holder(): Person | null {
    return this.#beside?.holder ?? null;
  }
  /** It was handed in at some time: then it is approved before readers get it. */
  get asked(): boolean {
    return this.#beside?.handed_in ?? false;
  }
  /** I passed exactly this text. */
  get mine(): boolean {
    const { approval, me } = this;
    return approval.kind === 'approved' && !!me && samePerson(approval.by, me);
  }
  /** What I passed, or somebody else, is not what is there any more: which revision that was. */
  get since(): number | null {
    return this.approval.kind === 'changed' ? this.approval.since : null;
  }
  /** Why it was last sent back, while nobody has settled that. */
  get reasons(): ReviewNote | null {
    const open = this.#beside?.view.general.filter((thread) => thread.open) ?? [];
    const notes = open.flatMap(({ head }) => (head.kind === 'note' ? [head] : []));
    return notes.findLast(({ returns }) => returns) ?? null;
  }

  async of(story: string): Promise<void> {
    this.#story = story;
    this.handedIn = this.published = null;
    await this.#readStory();
  }

  async refresh(): Promise<void> {
    await Promise.all([this.#readStory(), this.open()?.review.refresh()]);
  }

  /** Passes exactly what is on the page. */
  async approve(open: OpenStory): Promise<void> {
    await ready(open);
    const { id, saves } = open;
    try {
      const base_version = saves.version;
      open.take(await this.transport.call('story_approve', { id, base_version }));
    } finally {
      await this.#after(open);
    }
  }

  /** Sends the story back to whoever wrote it, with what was suggested so far. */
  async sendBack(open: OpenStory, reasons: string): Promise<void> {
    await ready(open);
    open.take(await this.transport.call('story_return', { id: open.id, reasons }));
    await this.#after(open);
  }

  /** Takes the story in hand, so that colleagues see it, or lets it go. */
  async hold(open: OpenStory, held: boolean): Promise<void> {
    await this.transport.call(held ? 'review_take' : 'review_release', { id: open.id });
    await this.#after(open);
  }

  /** Gives the story to somebody, whoever has it now; to nobody with `null`. */
  async assign(open: OpenStory, to: Person | null): Promise<void> {
    // Two people may have one name; where there is no key the name is all that is known.
    const name = to && (to.key || to.name);
    await this.transport.call('review_assign', { id: open.id, to: name });
    await this.#after(open);
  }

  async #after(open: OpenStory): Promise<void> {
    await Promise.all([this.refresh(), open.refresh(), this.moved()]);
  }

  get #beside() {
    return this.open()?.review.beside ?? null;
  }

  async #read(): Promise<void> {
    const id = this.#story;
    if (id === null) return;
    const [handedIn, published] = await Promise.all([
      this.transport.call('revision_handed_in', { id }),
      this.transport.call('revision_published', { id }),
    ]);
    // Another story may have been opened meanwhile.
    if (id === this.#story) Object.assign(this, { handedIn, published });
  }
}

/** What was typed is saved, and what was suggested are suggestions. */
async function ready(open: OpenStory): Promise<void> {
  if (!(await open.suggesting.handOver())) throw NOT_SAVED;
}
