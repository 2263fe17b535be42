import { MediaQuery } from 'svelte/reactivity';

/** The tabs of the side panel, in their order. */
export const TABS = ['pictures', 'checks', 'notes', 'publish', 'history', 'preview'] as const;
export type Tab = (typeof TABS)[number];
export type Theme = 'system' | 'light' | 'dark';
/** The dialogs there are; at most one is open. */
export type DialogName =
  | 'palette'
  | 'welcome'
  | 'help'
  | 'sites'
  | 'byline'
  | 'uses'
  | 'outbox'
  | 'correct'
  | 'withdraw'
  | 'site-conflict'
  | 'compare'
  | 'return'
  | 'assign'
  | 'file'
  | 'sender'
  | 'receipt'
  | 'received';

/** How two texts are compared: in two columns, or as one with its changes marked. */
export type Columns = 'two' | 'one';

/** What the preview shows: the page on one of two screens, or the cards it is chosen by. */
export const VIEWS = ['phone', 'desktop', 'cards'] as const;
export type View = (typeof VIEWS)[number];

/** What of the text stays in full ink while it is written. */
export const FOCUSES = ['all', 'sentence', 'paragraph'] as const;
export type FocusOn = (typeof FOCUSES)[number];

type Kept = {
  stories: boolean;
  panel: boolean;
  tab: Tab;
  theme: Theme;
  columns: Columns;
  view: View;
  focus: FocusOn;
  typewriter: boolean;
};
/** Too narrow for both columns beside a page that can be read: the panel goes before the list. */
export const NARROW = '(max-width: 1099px)';

const KEY = 'copydesk.layout';
const FIRST: Kept = {
  ...{ stories: true, panel: true, tab: 'pictures' },
  ...{ theme: 'system', columns: 'two', view: 'phone' },
  ...{ focus: 'all', typewriter: false },
};

/** Which parts of the screen are open; remembered on this computer. */
export class Layout {
  #kept = $state<Kept>(remembered());
  readonly #narrow = new MediaQuery(NARROW);
  dialog = $state.raw<DialogName | null>(null);
  /** The fields that narrow the list of stories. */
  filter = $state.raw(false);

  get stories(): boolean {
    return this.#kept.stories && !(this.#narrow.current && this.#kept.panel);
  }
  get panel(): boolean {
    return this.#kept.panel;
  }
  get tab(): Tab {
    return this.#kept.tab;
  }
  get theme(): Theme {
    return this.#kept.theme;
  }
  get columns(): Columns {
    return this.#kept.columns;
  }
  get view(): View {
    return this.#kept.view;
  }
  get focus(): FocusOn {
    return this.#kept.focus;
  }
  get typewriter(): boolean {
    return this.#kept.typewriter;
  }

  show(tab: Tab): void {
    this.#keep({ panel: true, tab });
  }
  toggle(side: 'stories' | 'panel'): void {
    const open = !this[side];
    const other = side === 'stories' ? 'panel' : 'stories';
    const makesRoom = open && this.#narrow.current;
    this.#keep({ [side]: open, ...(makesRoom ? { [other]: false } : {}) });
  }
  /** Folds both columns away, or brings both back. */
  toggleBoth(): void {
    const open = !(this.stories || this.panel);
    this.#keep({ stories: open, panel: open });
  }
  setTheme(theme: Theme): void {
    this.#keep({ theme });
  }
  setColumns(columns: Columns): void {
    this.#keep({ columns });
  }
  setView(view: View): void {
    this.#keep({ view });
  }
  setFocus(focus: FocusOn): void {
    this.#keep({ focus });
  }
  setTypewriter(typewriter: boolean): void {
    this.#keep({ typewriter });
  }

  #keep(change: Partial<Kept>): void {
    Object.assign(this.#kept, change);
    localStorage.setItem(KEY, JSON.stringify(this.#kept));
  }
}

function remembered(): Kept {
  try {
    return { ...FIRST, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Kept>) };
  } catch {
    // What an older version left there does not matter.
    return { ...FIRST };
  }
}
