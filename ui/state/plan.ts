import type { Delivery, SiteView } from '../api/bindings';
import { WORDS } from '../words/words';
import { isCurrent, moved } from './deliveries.svelte';
import { isOpen } from './delivery-words';
import { zoned } from './moments';
import type { OpenStory } from './open-story.svelte';

/** What pressing the button does on a site, and why nothing where it does nothing. */
export type Does = 'publish' | 'update' | 'file' | 'under-way' | 'up-to-date';

const W = WORDS.plan;
export const DOES: Record<Does, string> = W.does;

/** What becomes of the story on the page on a site when the button is pressed; `all` are its
 * deliveries, `delivery` is the last to this site. */
export function does(
  site: SiteView,
  delivery: Delivery | undefined,
  open: OpenStory,
  all: Delivery[],
): Does {
  if (delivery) {
    const changes = open.changesSince(delivery.version);
    const changed = open.saves.dirty || changes > moved(all, open.story);
    // Nothing is to be pressed: this very text is on its way, or waits for its card's button.
    const settles = delivery.release !== 'withdraw' && delivery.problem?.code !== 'conflict';
    if (isOpen(delivery) && (delivery.state === 'sending' || (settles && !changed))) {
      return 'under-way';
    }
    const version = delivery.version + changes;
    if (!open.saves.dirty && isCurrent(delivery, open.story, version, all)) return 'up-to-date';
  }
  if (site.account && !site.account.can_publish) return 'file';
  const there = delivery?.state === 'delivered' && delivery.release !== 'withdraw';
  return there ? 'update' : 'publish';
}

/** The moment before which the story is not public: the later of its embargo and the time chosen. */
export function lockedUntil(moments: (string | null | undefined)[], now: number): string | null {
  const ahead = moments.filter((one) => one && Date.parse(one) > now) as string[];
  return ahead.sort((a, b) => Date.parse(a) - Date.parse(b)).at(-1) ?? null;
}

/** A site as it is called, and what becomes of the story there. */
type Target = { title: string; does: Does };

/** What the one button says. */
export function buttonLabel(targets: Target[], lock: string | null, zone: string): string {
  const all = (what: Does) => targets.every((one) => one.does === what);
  const to = targets.length === 1 ? targets[0]!.title : W.sites(targets.length);
  if (all('file')) return targets.length > 1 ? W.fileOn(to) : W.file;
  if (lock) return W.queue(zoned(lock, zone));
  if (all('update')) return W.update(to);
  return targets.some((one) => one.does === 'file') ? W.send(to) : W.publish(to);
}
