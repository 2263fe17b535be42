import type { Delivery, LivePlace, Story } from '../api/bindings';
import type { Transport } from '../api/calls';
import { isOpen } from './delivery-words';
import { oneAtATime } from './one-at-a-time';
import type { Outbox } from './outbox.svelte';

/** The deliveries of the story on the page, newest first, and the sites that hold it. */
export class Deliveries {
  all = $state.raw<Delivery[]>([]);
  places = $state.raw<LivePlace[]>([]);
  #story: string | null = null;
  readonly #readStory = oneAtATime(() => this.#read());

  constructor(
    private readonly transport: Transport,
    private readonly outbox: Outbox,
  ) {}

  /** The delivery last made to a site. */
  latest(site: string): Delivery | undefined {
    return this.all.find((one) => one.site === site);
  }

  /** The last delivery to each of these sites, and to any other that is not at its end there. */
  shown(sites: string[]): Delivery[] {
    const last = this.all.filter((one) => this.latest(one.site) === one);
    const order = (one: Delivery) => sites.indexOf(one.site) + 1 || Infinity;
    return last
      .filter((one) => sites.includes(one.site) || isOpen(one))
      .sort((a, b) => order(a) - order(b) || 0);
  }

  /** The places readers or editors know of; a draft still on its way there is none. */
  get known(): LivePlace[] {
    const arriving = ({ site, stage, asked }: LivePlace) =>
      stage === 'draft' && !asked && this.all.some((one) => one.site === site && isOpen(one));
    return this.places.filter((place) => !arriving(place));
  }

  async of(story: string | null): Promise<void> {
    this.#story = story;
    this.all = [];
    this.places = [];
    await this.refresh();
  }

  async refresh(): Promise<void> {
    await Promise.all([this.#readStory(), this.outbox.refresh()]);
  }

  async retry(id: string): Promise<void> {
    await this.transport.call('delivery_retry', { id });
    await this.refresh();
  }

  async pause(id: string): Promise<void> {
    await this.transport.call('delivery_pause', { id });
    await this.refresh();
  }

  async cancel(id: string): Promise<void> {
    await this.transport.call('delivery_cancel', { id });
    await this.refresh();
  }

  async #read(): Promise<void> {
    const id = this.#story;
    if (id === null) return;
    const [all, places] = await Promise.all([
      this.transport.call('delivery_list', { id }),
      this.transport.call('places', { id }),
    ]);
    // Another story may have been opened meanwhile.
    if (id !== this.#story) return;
    this.all = all.sort((a, b) => b.created.localeCompare(a.created));
    this.places = places;
  }
}

/** Whether readers or editors have the story there, or may by now: what withdrawing takes off. */
export function isThere({ stage, asked }: LivePlace): boolean {
  const gone = (one: LivePlace['stage']) => one === 'withdrawn';
  return (stage !== 'draft' && !gone(stage)) || (asked !== undefined && !gone(asked));
}

/** Versions by which the story moved last without a word being changed: one, if that was an arrival,
 * which may move the story's status at that moment. It counts for the other sites too. */
export function moved(all: Delivery[], story: Pick<Story, 'updated'>): number {
  const at = Date.parse(story.updated);
  return all.some((one) => one.state === 'delivered' && Date.parse(one.updated) === at) ? 1 : 0;
}

/** Whether what was delivered is the story as it stands: nothing was changed since it was frozen.
 * `all` are the story's deliveries. */
export function isCurrent(
  delivery: Delivery,
  story: Pick<Story, 'updated'>,
  version: number,
  all: Delivery[] = [delivery],
): boolean {
  if (delivery.state !== 'delivered' || delivery.release === 'withdraw') return false;
  return version <= delivery.version + moved(all, story);
}
