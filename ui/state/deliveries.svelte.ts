import type { Delivery } from '../api/bindings';
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
