import type { Delivery, State } from '../api/bindings';
import type { Transport } from '../api/calls';
import { WORDS } from '../words/words';
import { isOpen, isStuck, stateTitle } from './delivery-words';
import { now } from './now.svelte';
import { oneAtATime } from './one-at-a-time';
import type { Sites } from './sites.svelte';
import { UNTITLED } from './words';

/** The order in which the outbox shows what is under way: what needs a hand first. */
const ORDER: State[] = ['needs-you', 'failed', 'sending', 'uncertain', 'queued', 'held', 'paused'];
/** Milliseconds for which one that ended is still of interest. */
const DAY = 86_400_000;

/** The deliveries of all stories. */
export class Outbox {
  all = $state.raw<Delivery[]>([]);
  /** What changed last, in words, for those who hear the screen. */
  news = $state.raw('');
  /** Asks the desk. While pictures are on their way there is news many times a second. */
  readonly refresh = oneAtATime(() => this.#read());
  #states: ReadonlyMap<string, State> | null = null;

  /** Those that are under way, or stopped by a mistake of ours. */
  readonly open: Delivery[] = $derived(
    this.all
      .filter((one) => isOpen(one) || (isStuck(one) && this.#isNew(one)))
      .toSorted((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state)),
  );
  /** Those that ended within a day, the latest first. */
  readonly ended: Delivery[] = $derived(
    this.all
      .filter((one) => !this.open.includes(one) && this.#isNew(one))
      .toSorted((a, b) => b.updated.localeCompare(a.updated)),
  );
  /** How many need somebody. */
  readonly needing: number = $derived(
    this.open.filter(({ state }) => state === 'needs-you' || state === 'failed').length,
  );

  /** `moved` hears that a delivery came into another state. */
  constructor(
    private readonly transport: Transport,
    private readonly sites: Sites,
    private readonly moved: () => void,
  ) {}

  async #read(): Promise<void> {
    const all = await this.transport.call('delivery_list', { id: null });
    const before = this.#states;
    // Nothing on the screen follows what was before.
    // eslint-disable-next-line svelte/prefer-svelte-reactivity
    this.#states = new Map(all.map(({ id, state }) => [id, state]));
    this.all = all.sort((a, b) => b.created.localeCompare(a.created));
    if (!before) return;
    const other = all.filter(({ id, state }) => before.get(id) !== state);
    if (other.length === 0) return;
    this.news = other.map((one) => told(one, this.sites.title(one.site))).join(' ');
    this.moved();
  }

  #isNew({ updated }: Delivery): boolean {
    return now() - Date.parse(updated) < DAY;
  }
}

const told = (one: Delivery, site: string): string =>
  WORDS.deliveryStates.news(one.headline || UNTITLED, site, stateTitle(one));
