import { SvelteMap } from 'svelte/reactivity';
import type { Error as DeskError, KeychainView, SiteView } from '../api/bindings';
import type { Args, Transport } from '../api/calls';
import { WORDS } from '../words/words';
import type { Layout } from './layout.svelte';
import { oneAtATime } from './one-at-a-time';
import { siteTitle } from './words';

const KEY = 'copydesk.sites';

/** The sites stories are published to, and those chosen for each story. */
export class Sites {
  all = $state.raw<SiteView[]>([]);
  /** Where passwords are kept, once it was asked. */
  keychain = $state.raw<KeychainView | null>(null);
  /** The site whose connection is to be looked at when the sites are shown next. */
  toCheck: string | null = null;
  /** Whether the next time the sites are shown a new one is asked for. */
  toAdd = false;
  /** Why what a link from the browser brought was not accepted. */
  refused = $state.raw<DeskError | null>(null);
  /** Those chosen last, for a story that has none of its own; remembered on this computer. */
  #last = $state.raw<string[]>(remembered());
  readonly #ofStory = new SvelteMap<string, string[]>();

  /** Reads the sites anew. An older answer never takes the place of a newer one. */
  readonly refresh = oneAtATime(() => this.#read());

  constructor(private readonly transport: Transport) {}

  async #read(): Promise<void> {
    this.all = await this.transport.call('site_list', {});
    this.keychain = await this.transport.call('keychain', {});
  }

  /** The sites a story goes to: those chosen for it, else those it was `sent` to, else the last. */
  chosen(story: string, sent: string[]): SiteView[] {
    const own = this.#ofStory.get(story);
    if (own) return this.#named(own);
    const usual = [sent, this.#last].map((names) => this.#named(names));
    return usual.find((sites) => sites.length > 0) ?? this.all.slice(0, 1);
  }

  choose(story: string, names: string[]): void {
    this.#ofStory.set(story, names);
    this.#use(names);
  }

  /** A site as its readers call it. Where two bear one title, as a site and its rehearsal do, the
   * name they have here tells them apart. */
  title(name: string): string {
    const site = this.all.find((one) => one.name === name);
    if (!site) return name;
    const title = siteTitle(site);
    const twice = this.all.filter((other) => siteTitle(other) === title).length > 1;
    return twice && title !== name ? WORDS.names.siteTwice(title, name) : title;
  }

  /** Whether our account there may publish, as far as the site has said. */
  publishes(name: string): boolean {
    return this.all.find((one) => one.name === name)?.account?.can_publish !== false;
  }

  /** Whether what is said of a story goes there with it. */
  carries(name: string): boolean {
    return this.all.find((one) => one.name === name)?.account?.carries === true;
  }

  /** Whether there are sites here, and our account on each only hands in. */
  get handsIn(): boolean {
    return this.all.length > 0 && !this.all.some(({ name }) => this.publishes(name));
  }

  /** What is told of sites, in the order the sites are listed in. */
  inOrder<T extends { site: string }>(told: readonly T[]): T[] {
    const place = ({ site }: T) => this.all.findIndex(({ name }) => name === site);
    return told.toSorted((a, b) => place(a) - place(b));
  }

  /** Shows the sites with a new one to be named. */
  ask(layout: Layout): void {
    this.toAdd = true;
    layout.dialog = 'sites';
  }

  /** Adds a site that has answered who we are there; keeps nothing otherwise. Stories go there from
   * now on, and the one on the page too. */
  async add(site: Args<'site_add'>, story?: string): Promise<void> {
    const added = await this.transport.call('site_add', site);
    await this.refresh();
    const own = story && this.#ofStory.get(story);
    if (own) this.choose(story, [...own, added.name]);
    else this.#use([added.name]);
  }

  async signIn(name: string, secret: string): Promise<void> {
    await this.transport.call('site_sign_in', { name, secret });
    await this.refresh();
  }

  async remove(name: string): Promise<void> {
    await this.transport.call('site_remove', { name });
    await this.refresh();
  }

  #named(names: string[]): SiteView[] {
    return this.all.filter(({ name }) => names.includes(name));
  }

  #use(names: string[]): void {
    if (names.length === 0) return;
    this.#last = names;
    localStorage.setItem(KEY, JSON.stringify(names));
  }
}

function remembered(): string[] {
  try {
    const names: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
  } catch {
    // What an older version left there does not matter.
    return [];
  }
}
