import type { Command } from './commands';
import { selectedWords, toHit } from './editor/jump';
import type { Screen } from './state/screen.svelte';

/** What a person does on the page while writing. */
export const WRITING: readonly Command[] = [
  {
    id: 'find-here',
    title: 'Find and replace in this story',
    group: 'Story',
    keys: 'Mod+F',
    story: true,
    run: (s) => s.find.ask(selectedWords(s.open!)?.quote),
  },
  {
    id: 'find-next',
    title: 'Go to the next place found',
    group: 'Story',
    keys: 'F3',
    story: true,
    run: (s) => stepFound(s, 1),
  },
  {
    id: 'find-before',
    title: 'Go to the place found before',
    group: 'Story',
    keys: 'Shift+F3',
    story: true,
    run: (s) => stepFound(s, -1),
  },
];

/** Goes into the words that are found next; without any to look for, asks for them. */
function stepFound(screen: Screen, by: 1 | -1): void {
  const { find } = screen;
  if (!find.wanted.text) return find.ask(undefined);
  find.shown = true;
  const hit = find.step(by);
  if (hit) toHit(hit, screen.open!, true);
}
