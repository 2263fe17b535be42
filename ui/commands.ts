import { DESK } from './desk-commands';
import { ROUND_TRIP } from './round-trip-commands';
import type { Screen } from './state/screen.svelte';
import type { Theme } from './state/layout.svelte';
import { selectedWords, toThread } from './editor/jump';
import { WORDS, type CommandId } from './words/words';
import { WRITING } from './writing-commands';

/** One thing a person can do. Palette, shortcuts, tooltips and help all come from this table. */
export interface Command {
  id: CommandId;
  title: string;
  group: 'Story' | 'Notes' | 'Pictures' | 'View' | 'Copydesk';
  /** As `KeyboardEvent` says it, `Mod` for Ctrl (⌘ on a Mac): `Mod+Shift+P`. */
  keys?: string;
  /** Needs a story on the page. */
  story?: true;
  run: (screen: Screen) => unknown;
}

/** One whose title is not looked up yet. */
export type Untitled = Omit<Command, 'title'>;

/** The command of that name. */
export const command = (id: CommandId): Command => COMMANDS.find((one) => one.id === id)!;

const NEXT_THEME: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };

const ALL: readonly Untitled[] = [
  { id: 'new', group: 'Story', keys: 'Mod+N', run: (s) => s.newStory() },
  { id: 'import', group: 'Story', run: (s) => s.comingIn.choose() },
  {
    id: 'save',
    group: 'Story',
    keys: 'Mod+S',
    story: true,
    run: (s) => s.save(),
  },
  ...WRITING,
  {
    id: 'publish',
    group: 'Story',
    keys: 'Mod+Shift+P',
    story: true,
    run: (s) => s.layout.show('publish'),
  },
  ...ROUND_TRIP,
  {
    id: 'correct',
    group: 'Story',
    story: true,
    run: (s) => (s.layout.dialog = 'correct'),
  },
  {
    id: 'withdraw',
    group: 'Story',
    story: true,
    run: (s) => (s.layout.dialog = 'withdraw'),
  },
  {
    id: 'spike',
    group: 'Story',
    story: true,
    run: (s) => s.spike(),
  },
  {
    id: 'note',
    group: 'Notes',
    keys: 'Mod+Shift+M',
    story: true,
    run: (s) => s.notes.ask(selectedWords(s.open!)),
  },
  {
    id: 'suggesting',
    group: 'Notes',
    keys: 'Mod+Shift+E',
    story: true,
    run: (s) => s.notes.toggle(),
  },
  {
    id: 'next-note',
    group: 'Notes',
    keys: 'F8',
    story: true,
    run: (s) => stepNote(s, 1),
  },
  {
    id: 'note-before',
    group: 'Notes',
    keys: 'Shift+F8',
    story: true,
    run: (s) => stepNote(s, -1),
  },
  {
    id: 'accept',
    group: 'Notes',
    keys: 'Mod+Shift+Y',
    story: true,
    run: (s) => decideNote(s, 'accept'),
  },
  {
    id: 'reject',
    group: 'Notes',
    keys: 'Mod+Shift+N',
    story: true,
    run: (s) => decideNote(s, 'reject'),
  },
  {
    id: 'add-picture',
    group: 'Pictures',
    keys: 'Mod+Shift+I',
    story: true,
    run: (s) => s.choosePictures(),
  },
  {
    id: 'paste-picture',
    group: 'Pictures',
    story: true,
    run: (s) => s.pastePicture(),
  },
  {
    id: 'picture-uses',
    group: 'Pictures',
    story: true,
    run: (s) => s.showUses(),
  },
  {
    id: 'pictures',
    group: 'View',
    keys: 'Mod+1',
    run: (s) => s.layout.show('pictures'),
  },
  {
    id: 'checks',
    group: 'View',
    keys: 'Mod+2',
    run: (s) => s.layout.show('checks'),
  },
  {
    id: 'notes',
    group: 'View',
    keys: 'Mod+3',
    run: (s) => s.layout.show('notes'),
  },
  {
    id: 'history',
    group: 'View',
    keys: 'Mod+4',
    run: (s) => s.layout.show('history'),
  },
  {
    id: 'preview',
    group: 'View',
    keys: 'Mod+5',
    run: (s) => s.layout.show('preview'),
  },
  {
    id: 'stories',
    group: 'View',
    keys: 'Mod+Shift+\\',
    run: (s) => s.layout.toggle('stories'),
  },
  {
    id: 'fold',
    group: 'View',
    keys: 'Mod+\\',
    run: (s) => s.layout.toggleBoth(),
  },
  { id: 'panes', group: 'View', keys: 'F6', run: () => nextPane(1) },
  {
    id: 'panes-back',
    group: 'View',
    keys: 'Shift+F6',
    run: () => nextPane(-1),
  },
  {
    id: 'theme',
    group: 'View',
    run: (s) => s.layout.setTheme(NEXT_THEME[s.layout.theme]),
  },
  ...DESK,
];

export const COMMANDS: readonly Command[] = ALL.map((one) => ({
  ...one,
  title: WORDS.commands[one.id],
}));

const MAC = /Mac/.test(globalThis.navigator?.platform ?? '');

/** A shortcut as the person's keyboard has it: “Ctrl+Shift+P”, “⇧⌘P”. */
export function shown(keys: string, mac = MAC): string {
  const arrows = { ArrowUp: '↑', ArrowDown: '↓' };
  const signs: Record<string, string> = mac
    ? { Mod: '⌘', Shift: '⇧', Alt: '⌥', ...arrows }
    : { Mod: 'Ctrl', ...arrows };
  const parts = keys.split('+').map((part) => signs[part] ?? part);
  if (!mac) return parts.join('+');
  return [...parts.slice(0, -1).reverse(), parts.at(-1)].join('');
}

/** The command a key press means. */
export function commandFor(event: KeyboardEvent, mac = MAC): Command | undefined {
  const mod = mac ? event.metaKey : event.ctrlKey;
  if (event.altKey || (mac ? event.ctrlKey : event.metaKey)) return undefined;
  const key =
    event.code === 'Backslash'
      ? '\\'
      : (digit(event) ?? (event.key.length === 1 ? event.key.toUpperCase() : event.key));
  const keys = `${mod ? 'Mod+' : ''}${event.shiftKey ? 'Shift+' : ''}${key}`;
  return COMMANDS.find((command) => command.keys === keys);
}

const digit = (event: KeyboardEvent): string | undefined => /^Digit(\d)$/.exec(event.code)?.[1];

/** Runs a command unless it needs a story and none is open; what it refuses is told. */
export function run(command: Command, screen: Screen): void {
  if (command.story && !screen.open) return;
  void screen.attempt(async () => command.run(screen));
}

async function decideNote(screen: Screen, how: 'accept' | 'reject'): Promise<void> {
  const next = await screen.notes.decide(how);
  if (next && screen.open) toThread(next, screen.open);
}

function stepNote(screen: Screen, by: 1 | -1): void {
  const thread = screen.notes.step(by);
  if (thread && screen.open) toThread(thread, screen.open);
}

/** Moves the focus to the next of the panes that are open. */
function nextPane(by: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')];
  const here = panes.findIndex((pane) => pane.contains(document.activeElement));
  const next = panes[(here + by + panes.length) % panes.length];
  const inside = next?.querySelector<HTMLElement>('[data-first], button, input, textarea');
  (inside ?? next)?.focus();
}
