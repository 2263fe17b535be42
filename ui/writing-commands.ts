import type { Untitled } from './commands';
import { jumpTo, selectedWords, toHit } from './editor/jump';
import { FOCUSES, type FocusOn } from './state/layout.svelte';
import type { Screen } from './state/screen.svelte';
import { wordCount } from './state/words';
import { WORDS } from './words/words';

const W = WORDS.writing;

/** What a person does on the page while writing. */
export const WRITING: readonly Untitled[] = [
  {
    id: 'find-here',
    group: 'Story',
    keys: 'Mod+F',
    story: true,
    run: (s) => s.find.ask(selectedWords(s.open!)?.quote),
  },
  {
    id: 'find-next',
    group: 'Story',
    keys: 'F3',
    story: true,
    run: (s) => stepFound(s, 1),
  },
  {
    id: 'find-before',
    group: 'Story',
    keys: 'Shift+F3',
    story: true,
    run: (s) => stepFound(s, -1),
  },
  {
    id: 'spelling',
    group: 'Story',
    keys: 'Mod+.',
    story: true,
    run: (s) => {
      if (!s.open?.editor?.askNext()) s.toasts.say(W.spelling);
    },
  },
  {
    id: 'picture-up',
    group: 'Pictures',
    keys: 'Alt+ArrowUp',
    story: true,
    run: (s) => movePicture(s, -1),
  },
  {
    id: 'picture-down',
    group: 'Pictures',
    keys: 'Alt+ArrowDown',
    story: true,
    run: (s) => movePicture(s, 1),
  },
  {
    id: 'next-tk',
    group: 'Story',
    keys: 'Mod+Shift+K',
    story: true,
    run: nextUnfinished,
  },
  {
    id: 'count',
    group: 'Story',
    story: true,
    run: tellLength,
  },
  {
    id: 'focus',
    group: 'View',
    keys: 'Mod+D',
    run: nextFocus,
  },
  {
    id: 'typewriter',
    group: 'View',
    keys: 'Mod+Shift+D',
    run: typewriter,
  },
];

/** Moves the picture whose fields were used last. */
function movePicture({ open, picture, toasts }: Screen, by: 1 | -1): void {
  const done = picture === null ? '' : open?.editor?.movePicture(picture, by);
  toasts.say(done || W.noPicture);
}

function nextUnfinished({ unfinished, open, toasts }: Screen): void {
  const next = unfinished.next();
  if (next) jumpTo(next, open!);
  else toasts.say(W.nothingToCome);
}

/** As many words as most people read in a minute without hurrying. */
const A_MINUTE = 230;

function tellLength({ open, toasts }: Screen): void {
  const { body } = open!.story.copy;
  const words = wordCount(body);
  const minutes = Math.max(1, Math.round(words / A_MINUTE));
  const marked = wordCount(selectedWords(open!)?.quote ?? '');
  toasts.say(W.length(words, minutes, marked));
}

const FOCUS: Record<FocusOn, string> = W.focus;

function nextFocus({ layout, toasts }: Screen): void {
  const next = FOCUSES[(FOCUSES.indexOf(layout.focus) + 1) % FOCUSES.length]!;
  layout.setFocus(next);
  toasts.say(FOCUS[next]);
}

function typewriter({ layout, toasts }: Screen): void {
  layout.setTypewriter(!layout.typewriter);
  toasts.say(layout.typewriter ? W.typewriter : W.noTypewriter);
}

/** Goes into the words that are found next; without any to look for, asks for them. */
function stepFound(screen: Screen, by: 1 | -1): void {
  const { find } = screen;
  if (!find.wanted.text) return find.ask(undefined);
  find.shown = true;
  const hit = find.step(by);
  if (hit) toHit(hit, screen.open!, true);
}
