import type { Command } from './commands';
import { jumpTo, selectedWords, toHit } from './editor/jump';
import { FOCUSES, type FocusOn } from './state/layout.svelte';
import type { Screen } from './state/screen.svelte';
import { count, wordCount } from './state/words';

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
  {
    id: 'spelling',
    title: 'Next word in no dictionary',
    group: 'Story',
    keys: 'Mod+.',
    story: true,
    run: (s) => {
      if (!s.open?.editor?.askNext()) s.toasts.say('Every word of the text is in a dictionary.');
    },
  },
  {
    id: 'picture-up',
    title: 'Move the picture up',
    group: 'Pictures',
    keys: 'Alt+ArrowUp',
    story: true,
    run: (s) => movePicture(s, -1),
  },
  {
    id: 'picture-down',
    title: 'Move the picture down',
    group: 'Pictures',
    keys: 'Alt+ArrowDown',
    story: true,
    run: (s) => movePicture(s, 1),
  },
  {
    id: 'next-tk',
    title: 'Go to the next TK, where something is still to come',
    group: 'Story',
    keys: 'Mod+Shift+K',
    story: true,
    run: nextUnfinished,
  },
  {
    id: 'count',
    title: 'Count the words, and the minutes to read them',
    group: 'Story',
    story: true,
    run: tellLength,
  },
  {
    id: 'focus',
    title: 'Focus on the sentence, the paragraph, or all of it',
    group: 'View',
    keys: 'Mod+D',
    run: nextFocus,
  },
  {
    id: 'typewriter',
    title: 'Keep the line at the middle, or let it move',
    group: 'View',
    keys: 'Mod+Shift+D',
    run: typewriter,
  },
];

/** Moves the picture whose fields were used last. */
function movePicture({ open, picture, toasts }: Screen, by: 1 | -1): void {
  const done = picture === null ? '' : open?.editor?.movePicture(picture, by);
  toasts.say(done || 'Go to a picture in the text first, or to a field beneath it.');
}

function nextUnfinished({ unfinished, open, toasts }: Screen): void {
  const next = unfinished.next();
  if (next) jumpTo(next, open!);
  else toasts.say('Nothing is marked as still to come.');
}

/** As many words as most people read in a minute without hurrying. */
const A_MINUTE = 230;

function tellLength({ open, toasts }: Screen): void {
  const { body } = open!.story.copy;
  const words = wordCount(body);
  const minutes = count(Math.max(1, Math.round(words / A_MINUTE)), 'minute');
  const marked = wordCount(selectedWords(open!)?.quote ?? '');
  const some = marked
    ? ` ${count(marked, 'word')} of them ${marked === 1 ? 'is' : 'are'} marked.`
    : '';
  toasts.say(`${count(words, 'word')} in the text, about ${minutes} to read.${some}`);
}

const FOCUS: Record<FocusOn, string> = {
  all: 'All of the text is in full ink again.',
  sentence: 'All but the sentence you write is pale.',
  paragraph: 'All but the paragraph you write is pale.',
};

function nextFocus({ layout, toasts }: Screen): void {
  const next = FOCUSES[(FOCUSES.indexOf(layout.focus) + 1) % FOCUSES.length]!;
  layout.setFocus(next);
  toasts.say(FOCUS[next]);
}

function typewriter({ layout, toasts }: Screen): void {
  layout.setTypewriter(!layout.typewriter);
  toasts.say(
    layout.typewriter
      ? 'The line you write stays at the middle, like a typewriter’s.'
      : 'The line you write moves down the page again.',
  );
}

/** Goes into the words that are found next; without any to look for, asks for them. */
function stepFound(screen: Screen, by: 1 | -1): void {
  const { find } = screen;
  if (!find.wanted.text) return find.ask(undefined);
  find.shown = true;
  const hit = find.step(by);
  if (hit) toHit(hit, screen.open!, true);
}
