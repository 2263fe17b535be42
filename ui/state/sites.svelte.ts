import type { Error as DeskError, SiteView } from '../api/bindings';
import type { Args, Transport } from '../api/calls';

/** The sites stories are published to, and the one chosen now. */
export class Sites {
  all = $state.raw<SiteView[]>([]);
  /** Why what a link from the browser brought was not accepted. */
  refused = $state.raw<DeskError | null>(null);
  #chosen = $state.raw<string | null>(null);

  constructor(private readonly transport: Transport) {}

  get chosen(): SiteView | undefined {
    return this.all.find(({ name }) => name === this.#chosen) ?? this.all[0];
  }

  choose(name: string): void {
    this.#chosen = name;
  }

  async refresh(): Promise<void> {
    this.all = await this.transport.call('site_list', {});
  }

  /** Adds a site that has answered who we are there; keeps nothing otherwise. */
  async add(site: Args<'site_add'>): Promise<void> {
    const added = await this.transport.call('site_add', site);
    await this.refresh();
    this.choose(added.name);
  }

  async signIn(name: string, secret: string): Promise<void> {
    await this.transport.call('site_sign_in', { name, secret });
    await this.refresh();
  }

  async remove(name: string): Promise<void> {
    await this.transport.call('site_remove', { name });
    await this.refresh();
  }
}
