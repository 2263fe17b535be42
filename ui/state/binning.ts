import { WORDS } from '../words/words';
import { isThere } from './deliveries.svelte';
import type { Screen } from './screen.svelte';
import { STATUSES, UNTITLED } from './words';

const W = WORDS.told;

/** Bins the story on the page, or takes it out of the bin; either can be undone. */
export async function binOrTakeOut(screen: Screen): Promise<void> {
  const { open, transport, toasts } = screen;
  if (!open || !(await open.saves.flush())) return;
  const move = async (by: 'spike' | 'unspike') => {
    open.take(await transport.call('story_move', { id: open.id, by }));
    await screen.list();
  };
  const name = open.story.copy.headline || UNTITLED;
  if (open.story.status === 'spiked') {
    await move('unspike');
    return toasts.say(W.takenOut(name, STATUSES[open.story.status].one));
  }
  await move('spike');
  const places = await transport.call('places', { id: open.id });
  const sites = places.filter(isThere).map(({ site }) => screen.sites.title(site));
  const run = () => void screen.attempt(() => move('unspike'));
  toasts.say(W.spiked(name, sites), { label: W.undo, run });
}
