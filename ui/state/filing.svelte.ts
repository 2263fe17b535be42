import type { SiteView } from '../api/bindings';
import type { Way } from './filing-words';
import type { Screen } from './screen.svelte';
import { NOT_SAVED } from './suggesting.svelte';

/** Hands the story on the page in, and keeps what that did. */
export class Filing {
  /** What was done, in sentences; null while nothing was. */
  done = $state.raw<string[] | null>(null);
  busy = $state.raw(false);

  constructor(private readonly screen: Screen) {}

  async file(way: Way): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      this.done = way.kind === 'packet' ? await this.packet() : await this.#handIn(siteOf(way));
    } finally {
      this.busy = false;
    }
  }

  /** Writes a packet. A story that was not handed in yet is before that, so that it says so itself. */
  async packet(): Promise<string[] | null> {
    const { open, packets } = this.screen;
    const path = await packets.place();
    if (path === null || !open) return null;
    if (['draft', 'returned'].includes(open.story.status)) await this.#handIn(null);
    return packets.write(path);
  }

  async #handIn(site: string | null): Promise<string[]> {
    const { screen } = this;
    const open = screen.open!;
    if (!(await open.suggesting.handOver())) throw NOT_SAVED;
    const { id, saves } = open;
    try {
      const base_version = saves.version;
      const filed = await screen.transport.call('story_file', { id, base_version, site });
      open.take(filed.story);
      return filed.sentences;
    } finally {
      await Promise.all([screen.look(), screen.deliveries.refresh()]);
    }
  }
}

const siteOf = (way: Way): string | null => (way.kind === 'site' ? way.site.name : null);

/** Where a story can go: the sites there are, then a packet, then this desk. */
export const waysOf = (sites: SiteView[]): Way[] => [
  ...sites.map((site): Way => ({ kind: 'site', site })),
  { kind: 'packet' },
  { kind: 'here' },
];
