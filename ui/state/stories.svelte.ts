import type { Hits, Status, StorySummary, Within } from '../api/bindings';
import type { Transport } from '../api/calls';
import { Foreseen } from './foreseen';
import { drawn } from './frames';
import { oneAtATime } from './one-at-a-time';

/** The order in which the list shows the statuses: what needs a hand first. */
export const ORDER: Status[] = [
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
/** What a story has to be to be listed; nothing said, nothing held back. */
export type Filter = { status: Status | ''; section: string; site: string };

const ALL: Filter = { status: '', section: '', site: '' };
const FILTER = 'copydesk.filter';
const OPENED = 'copydesk.opened';
/** So many stories are recent. */
const RECENT = 6;
/** So many hits fill the list, and are shown before the others are looked at. */
const AT_FIRST = 16;
/** As many hits as the desk gives. */
const ALL_HITS = 0xffffffff;

/** All stories, and what was searched for among them. */
export class Stories {
  all = $state.raw<StorySummary[]>([]);
  loaded = $state.raw(false);
  query = $state.raw('');
  /** Null while nothing is looked for, or nothing is known of it yet. */
  found = $state.raw<Hits | null>(null);
  /** The words that this was found for. */
  #foundFor = '';
  /** What the likeliest search would find: rows that are there already only have to say something else. */
  ahead = $state.raw<Hits | null>(null);
  readonly #foreseen = new Foreseen();
  /** Whether somebody is at the search box. */
  #isLooking = false;
  /** Remembered on this computer. */
  filter = $state.raw<Filter>({ ...ALL, ...remembered<Partial<Filter>>(FILTER, {}) });
  /** The stories worked on last, the newest first; remembered on this computer. */
  #opened = $state.raw(remembered<string[]>(OPENED, []));
  /** Whether the filter holds anything back. */
  narrowed = $derived(Object.values(this.filter).some(Boolean));
  groups: Group[] = $derived.by(() => {
    const fitting = this.narrowed ? this.all.filter((story) => this.#fits(story)) : this.all;
    return ORDER.map((status) => ({
      status,
      stories: fitting.filter((story) => story.status === status),
    })).filter(({ stories }) => stories.length > 0);
  });
  /** What was opened last, then what was changed last. */
  recent: StorySummary[] = $derived.by(() => {
    const opened = this.#opened.flatMap((id) => this.all.find((story) => story.id === id) ?? []);
    const changed = this.all.slice(0, 2 * RECENT).filter(({ status }) => status !== 'spiked');
    const others = changed.filter((story) => !opened.includes(story));
    return [...opened, ...others].slice(0, RECENT);
  });

  constructor(private readonly transport: Transport) {}

  async refresh(): Promise<void> {
    this.all = await this.transport.call('story_list', {});
    this.loaded = true;
    await this.#again();
  }

  /** Looks again at one story, whose words were saved. */
  async refreshOne(id?: string): Promise<void> {
    if (!id) return;
    const one = await this.transport.call('story_summary', { id });
    const others = this.all.filter((story) => story.id !== id);
    const older = others.findIndex(({ updated }) => updated <= one.updated);
    this.all = others.toSpliced(older < 0 ? others.length : older, 0, one);
    await this.#again();
  }

  /** Somebody goes to the search box: what its first letter will find is asked for before it comes. */
  async prepare(): Promise<void> {
    this.#isLooking = true;
    if (this.query) return;
    // Nobody asked for anything yet: what is wrong is said by the search.
    await this.#foresee().catch(() => {});
  }

  /** Nobody is at the search box any more; by the next time other programs may have written. */
  leave(): void {
    this.#isLooking = false;
    this.#foreseen.forget();
    this.ahead = null;
  }

  async #foresee(): Promise<void> {
    // What was written last is taken in once, not at each letter.
    await this.#find('', 0);
    if (!this.#isLooking || this.query) return;
    const headlines = this.all.map(({ headline }) => headline);
    await this.#foreseen.ask(headlines, async (letter) => {
      const found = await this.#find(letter, AT_FIRST);
      if (this.#isLooking) this.ahead ??= found;
      return found;
    });
  }

  /** Looks for words in all stories that the filter leaves; no words show the list again. */
  async search(words: string): Promise<void> {
    this.query = words;
    this.#foreseen.stop();
    if (!words.trim()) this.found = null;
    const foreseen = this.#foreseen.answer(words);
    if (foreseen) [this.found, this.#foundFor] = [foreseen, words];
    else await this.#search();
    await this.#findRest();
    if (!this.query && this.#isLooking) void this.prepare();
  }

  /** Whoever types faster than stories are found waits for the last words only. */
  #search = oneAtATime(async () => {
    const words = this.query;
    // A list that is read already does not become short for a moment.
    const atMost = this.found && words === this.#foundFor ? ALL_HITS : AT_FIRST;
    const found = words.trim() ? await this.#find(words, atMost) : null;
    // An answer to older words is better than none while newer ones are looked for.
    const known = this.query === this.#foundFor && words !== this.query;
    if (this.query.trim() && !known) [this.found, this.#foundFor] = [found, words];
  });

  /** What does not fit on the screen is looked for once the first hits are seen. */
  #findRest = oneAtATime(async () => {
    const first = this.found;
    const still = () => first !== null && this.found === first && this.query === this.#foundFor;
    if (first?.hits.length === first?.count) return;
    await drawn();
    if (!still()) return;
    const all = await this.#find(this.query, ALL_HITS);
    if (still()) this.found = all;
  });

  #find(words: string, at_most: number): Promise<Hits> {
    return this.transport.call('search', { words, within: this.#within(), at_most });
  }

  /** Shows only stories that are so, until told otherwise. */
  async narrow(change: Partial<Filter>): Promise<void> {
    this.filter = { ...this.filter, ...change };
    localStorage.setItem(FILTER, JSON.stringify(this.filter));
    await this.#again();
  }

  /** Holds no story back any more. */
  widen(): Promise<void> {
    return this.narrow(ALL);
  }

  /** Remembers that a story was worked on. */
  opened(id?: string): void {
    if (!id) return;
    this.#opened = [id, ...this.#opened.filter((other) => other !== id)].slice(0, 2 * RECENT);
    localStorage.setItem(OPENED, JSON.stringify(this.#opened));
  }

  async #again(): Promise<void> {
    this.#foreseen.forget();
    if (this.query) await this.search(this.query);
    else if (this.#isLooking) void this.prepare();
  }

  #fits({ status, section, sites }: StorySummary): boolean {
    const { filter } = this;
    return (
      (!filter.status || status === filter.status) &&
      (!filter.section || section === filter.section) &&
      (!filter.site || sites.includes(filter.site))
    );
  }

  #within(): Within {
    const { status, section, site } = this.filter;
    return { status: status || null, section: section || null, site: site || null };
  }
}

function remembered<T>(key: string, otherwise: T): T {
  try {
    return (JSON.parse(localStorage.getItem(key) ?? 'null') as T | null) ?? otherwise;
  } catch {
    // What an older version left there does not matter.
    return otherwise;
  }
}
