import type { Untitled } from './commands';
import { printStory } from './editor/print.svelte';
import type { Screen } from './state/screen.svelte';

/** What a person does with the desk rather than with one story. */
export const DESK: readonly Untitled[] = [
  {
    id: 'find',
    group: 'Story',
    keys: 'Mod+Shift+F',
    run: searchStories,
  },
  {
    id: 'print',
    group: 'Story',
    keys: 'Mod+P',
    story: true,
    run: printStory,
  },
  {
    id: 'filter',
    group: 'Story',
    run: filterStories,
  },
  {
    id: 'outbox',
    group: 'Copydesk',
    keys: 'Mod+Shift+O',
    run: (s) => (s.layout.dialog = 'outbox'),
  },
  { id: 'sites', group: 'Copydesk', run: (s) => (s.layout.dialog = 'sites') },
  {
    id: 'byline',
    group: 'Copydesk',
    run: (s) => (s.layout.dialog = 'byline'),
  },
  {
    id: 'sample',
    group: 'Copydesk',
    run: readSample,
  },
  {
    id: 'palette',
    group: 'Copydesk',
    keys: 'Mod+K',
    run: (s) => (s.layout.dialog = 'palette'),
  },
  {
    id: 'help',
    group: 'Copydesk',
    keys: 'F1',
    run: (s) => (s.layout.dialog = 'help'),
  },
];

async function readSample(screen: Screen): Promise<void> {
  const { id } = await screen.transport.call('story_sample', {});
  await screen.list();
  await screen.openStory(id);
}

function searchStories(screen: Screen): void {
  showStories(screen, '[type=search]');
}

function filterStories(screen: Screen): void {
  screen.layout.filter = true;
  showStories(screen, 'nav [role=group] select');
}

/** Unfolds the list and goes to something in it. */
function showStories(screen: Screen, place: string): void {
  if (!screen.layout.stories) screen.layout.toggle('stories');
  requestAnimationFrame(() => document.querySelector<HTMLElement>(place)?.focus());
}
