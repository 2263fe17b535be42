import type { Delivery, Story } from '../api/bindings';
import type { Transport } from '../api/calls';

/** The deliveries of the story on the page, newest first. */
export class Deliveries {
  all = $state.raw<Delivery[]>([]);
  #story: string | null = null;

  constructor(private readonly transport: Transport) {}

  /** The delivery last made to a site. */
  latest(site: string): Delivery | undefined {
    return this.all.find((one) => one.site === site);
  }

  async of(story: string | null): Promise<void> {
    this.#story = story;
    this.all = [];
    await this.refresh();
  }

  async refresh(): Promise<void> {
    const id = this.#story;
    if (id === null) return;
    const all = await this.transport.call('delivery_list', { id });
    // Another story may have been opened meanwhile.
    if (id === this.#story) {
      this.all = all.sort((a, b) => b.created.localeCompare(a.created));
    }
  }

  async retry(id: string): Promise<void> {
    await this.transport.call('delivery_retry', { id });
    await this.refresh();
  }

  async cancel(id: string): Promise<void> {
    await this.transport.call('delivery_cancel', { id });
    await this.refresh();
  }
}

/** Whether what was delivered is the story as it stands: nothing was changed since it was frozen. */
export function isCurrent(
  delivery: Delivery,
  story: Pick<Story, 'updated'>,
  version: number,
): boolean {
  if (delivery.state !== 'delivered') return false;
  // A delivery that arrives may move the story's status, which counts as a version, at that moment.
  const moved = Date.parse(story.updated) === Date.parse(delivery.updated) ? 1 : 0;
  return version <= delivery.version + moved;
}
