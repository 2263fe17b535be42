import type { Hit, Status, StorySummary } from '../api/bindings';
import type { Transport } from '../api/calls';

/** The order in which the list shows the statuses: what needs a hand first. */
const ORDER: Status[] = [
  'draft',
  'returned',
  'filed',
  'approved',
  'published',
  'corrected',
  'withdrawn',
  'spiked',
];

export type Group = { status: Status; stories: StorySummary[] };

/** All stories, and what was searched for among them. */
export class Stories {
  all = $state.raw<StorySummary[]>([]);
  loaded = $state.raw(false);
  query = $state.raw('');
  hits = $state.raw<Hit[]>([]);
  groups: Group[] = $derived(
    ORDER.map((status) => ({
      status,
      stories: this.all.filter((story) => story.status === status),
    })).filter(({ stories }) => stories.length > 0),
  );

  constructor(private readonly transport: Transport) {}

  async refresh(): Promise<void> {
    this.all = await this.transport.call('story_list', {});
    this.loaded = true;
    if (this.query) await this.search(this.query);
  }

  /** Looks for words in all stories; no words show the whole list again. */
  async search(words: string): Promise<void> {
    this.query = words;
    const hits = words.trim() ? await this.transport.call('search', { words }) : [];
    // An answer to older words must not replace that to newer ones.
    if (this.query === words) this.hits = hits;
  }
}
