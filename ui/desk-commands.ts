import type { Command } from './commands';
import { printStory } from './editor/print.svelte';
import type { Screen } from './state/screen.svelte';

/** What a person does with the desk rather than with one story. */
export const DESK: readonly Command[] = [
  {
    id: 'find',
    title: 'Search all stories',
    group: 'Story',
    keys: 'Mod+Shift+F',
    run: searchStories,
  },
  {
    id: 'print',
    title: 'Print…',
    group: 'Story',
    keys: 'Mod+P',
    story: true,
    run: printStory,
  },
  {
    id: 'filter',
    title: 'List only some stories',
    group: 'Story',
    run: filterStories,
  },
  {
    id: 'outbox',
    title: 'Outbox',
    group: 'Copydesk',
    keys: 'Mod+Shift+O',
    run: (s) => (s.layout.dialog = 'outbox'),
  },
  { id: 'sites', title: 'Sites…', group: 'Copydesk', run: (s) => (s.layout.dialog = 'sites') },
  {
    id: 'byline',
    title: 'My byline…',
    group: 'Copydesk',
    run: (s) => (s.layout.dialog = 'byline'),
  },
  {
    id: 'sample',
    title: 'Read the sample story',
    group: 'Copydesk',
    run: readSample,
  },
  {
    id: 'palette',
    title: 'Find a command',
    group: 'Copydesk',
    keys: 'Mod+K',
    run: (s) => (s.layout.dialog = 'palette'),
  },
  {
    id: 'help',
    title: 'Help and keys',
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
