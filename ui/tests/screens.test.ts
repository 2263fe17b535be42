import axe from 'axe-core';
import { mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import App from '../App.svelte';
import { MemoryDesk } from '../api/memory/desk';
import { editAsAnn, playConflict, playReview } from '../api/memory/played';
import { ANN, approve, handIn, sendBack } from '../api/memory/passing';
import { sampleStories, severalSites } from '../api/memory/sample';
import { MemoryTransport } from '../api/memory/transport';
import type { DialogName, Tab } from '../state/layout.svelte';
import type { Screen } from '../state/screen.svelte';
import { accessibleTree } from './accessible-tree';
import { NOW, press, settled, type } from './stage';
import { refusal } from './support';

/** One window: its screen, and the desk behind it. */
interface Window {
  screen: Screen;
  desk: MemoryDesk;
  transport: MemoryTransport;
}
/** What is on the desk before the window opens, and what somebody does there then. */
interface Scene {
  /** What of the window the scene is about, if not all of it or the dialog that is open. */
  within?: string;
  desk?: (desk: MemoryDesk) => void;
  act?: (window: Window) => unknown;
}

const HEADLINE = { kind: 'headline' } as const;
const SITE = 'Town Crier';
const first = (desk: MemoryDesk) => desk.stories[0]!.id;
const tab = (name: Tab, desk?: Scene['desk']): Scene => ({
  within: 'aside',
  ...(desk && { desk }),
  act: ({ screen }) => screen.layout.show(name),
});
const dialog = (name: DialogName, desk?: Scene['desk']): Scene => ({
  ...(desk && { desk }),
  act: ({ screen }) => (screen.layout.dialog = name),
});

/** A story that was handed in, passed, and changed by an editor since. */
function edited(desk: MemoryDesk): void {
  handIn(desk, first(desk));
  approve(desk, first(desk), ANN);
  editAsAnn(desk, first(desk));
}

function returned(desk: MemoryDesk): void {
  edited(desk);
  sendBack(desk, first(desk), 'Who says that the repair cost £1.4m?', ANN);
}

/** One story waits on a site, one is here, and of one there are two texts. */
function waiting(desk: MemoryDesk): void {
  const { travelling, stories } = desk;
  const there = { ...sampleStories()[0]!, id: 'there', status: 'filed' as const, updated: NOW };
  there.copy.headline = 'Market moves indoors';
  travelling.there.set('71', { site: SITE, from: 'Tariq Bell', story: there });
  travelling.came.set(stories[1]!.id, { from: 'Jo Smith', site: SITE, unread: true });
  const conflict = { spot: HEADLINE, base: 'Bus lane', mine: 'Bus lane stays', theirs: 'No bus' };
  const received = { story: stories[2]!, new: false, merged: true, taken: [], overruled: [] };
  travelling.take(
    { ...received, conflicts: [conflict], undecided: 7, sentences: [] },
    'Jo Smith',
    SITE,
  );
}

/** Delivered to one site, on its way to two; one of these cannot be reached. */
function sent(desk: MemoryDesk): void {
  const [story] = desk.stories;
  for (const one of story!.pictures) {
    one.credit ||= 'Jo Smith';
    one.alt ||= 'Two people on a glass roof';
  }
  desk.outbox.place(story!.id, SITE, 'public');
  for (const { name } of desk.sites.slice(0, 2)) {
    desk.outbox.queue(story!, desk.site(name), 'publish', null);
  }
}

/** Somebody saved the story elsewhere while it was being written here. */
async function twoTexts({ screen, desk }: Window): Promise<void> {
  desk.change(first(desk), null, ({ copy }) => (copy.headline = 'Written elsewhere'));
  screen.open!.editCopy({ headline: 'Written here' });
  await screen.open!.saves.flush();
  await vi.waitFor(() => expect(screen.open?.conflict).not.toBeNull());
}

const SCENES: Record<string, Scene> = {
  'first-start': {
    desk: (desk) => {
      desk.stories = [];
      desk.state.byline = null;
    },
  },
  'no-story': { desk: (desk) => (desk.stories = []) },
  broken: {
    desk: (desk) =>
      (desk.handlers.app_state = () => {
        throw refusal('internal', 'The stories cannot be read.', 'Start Copydesk again.');
      }),
  },
  writing: {},
  'everything-about': {
    act: async ({ screen }) => {
      screen.showPicture('reading-room.jpg');
      for (const one of document.querySelectorAll('main details')) one.setAttribute('open', '');
      await settled();
    },
  },
  'tab-checks': tab('checks'),
  'tab-notes': tab('notes', playReview),
  'tab-publish': tab('publish', sent),
  'tab-publish-handed-in': tab('publish', edited),
  'tab-history': tab('history', edited),
  'tab-preview': {
    within: 'aside',
    act: async ({ screen }) => {
      screen.layout.show('preview');
      await settled();
      const page = () => document.querySelector('.page')?.shadowRoot?.childElementCount;
      await vi.waitFor(() => expect(page()).toBeGreaterThan(0));
    },
  },
  'tab-preview-cards': {
    within: 'aside',
    act: ({ screen }) => {
      screen.layout.show('preview');
      screen.layout.setView('cards');
    },
  },
  returned: { within: 'main', desk: returned },
  waiting: { within: 'nav', desk: waiting, act: ({ screen }) => screen.inbox.fetch() },
  find: {
    within: 'main [role=search], main search',
    act: async ({ screen }) => {
      screen.find.ask('roof');
      await settled();
    },
  },
  search: {
    within: 'nav',
    act: async ({ screen }) => {
      await press('Filter');
      await type('[type=search]', 'roof');
      await vi.waitFor(() => expect(screen.stories.found).not.toBeNull());
    },
  },
  suggesting: {
    within: 'main',
    desk: playReview,
    act: async ({ screen }) => {
      const { suggesting } = screen.open!;
      await suggesting.begin();
      suggesting.write(HEADLINE, 'Library opens after two-year repair');
    },
  },
  'unknown-word': {
    within: '[role=menu]',
    act: ({ screen }) =>
      screen.spelling.ask({
        word: 'Marlbrige',
        at: { x: 0, y: 0 },
        replace: () => {},
        back: () => {},
      }),
  },
  'long-work': {
    within: 'main',
    act: ({ screen }) => {
      void screen.open!.adding.add(['/a.jpg', '/b.jpg'], () => new Promise(() => {}));
    },
  },
  'not-saved': {
    within: 'main header',
    act: async ({ screen, transport }) => {
      transport.failing.set('save_copy', refusal('storage', 'The disk is full.', 'Make room.'));
      screen.open!.editCopy({ headline: 'Not saved' });
      await screen.open!.saves.flush();
    },
  },
  'dialog-palette': dialog('palette'),
  'dialog-help': dialog('help'),
  'dialog-byline': dialog('byline'),
  'dialog-sites': dialog('sites', (desk) => (desk.sites = severalSites())),
  'dialog-sites-adding': {
    act: async ({ screen }) => {
      screen.layout.dialog = 'sites';
      await settled();
      await press('Add a site…');
    },
  },
  'dialog-uses': dialog('uses', sent),
  'dialog-outbox': dialog('outbox', sent),
  'dialog-correct': dialog('correct', sent),
  'dialog-withdraw': dialog('withdraw', sent),
  'dialog-file': dialog('file'),
  'dialog-return': dialog('return', edited),
  'dialog-assign': dialog('assign', (desk) => (desk.colleagues = [ANN])),
  'dialog-assign-nobody': dialog('assign', (desk) => (desk.state.byline = null)),
  'dialog-site-conflict': {
    desk: playConflict,
    act: ({ desk, screen }) => {
      desk.outbox.beat();
      screen.compareWith(SITE);
    },
  },
  'dialog-compare': { desk: edited, act: ({ screen }) => screen.texts.compare(1, null) },
  'dialog-sender': {
    desk: ({ travelling, stories }) => {
      const story = structuredClone(stories[0]!);
      const about = { new: false, merged: true, taken: [], overruled: [], conflicts: [] };
      travelling.packets.set(travelling.path!, { story, ...about, undecided: null, sentences: [] });
    },
    act: ({ screen }) => screen.packets.choose(),
  },
  'dialog-receipt': {
    act: async ({ screen }) => {
      await screen.comingIn.read(['/home/jo/ferry.docx']);
      await settled();
      await press('What came in');
    },
  },
  'dialog-received': { desk: waiting, act: ({ screen }) => screen.packets.show(7) },
  'dialog-conflict': {
    act: async (window) => {
      await twoTexts(window);
      void window.screen.open!.compare();
    },
  },
  'dialog-closing': {
    act: async ({ screen, transport }) => {
      transport.failing.set('save_copy', refusal('storage', 'The disk is full.', 'Make room.'));
      screen.open!.editCopy({ headline: 'Not saved' });
      transport.close();
      await settled();
    },
  },
};

let shown: ReturnType<typeof mount> | undefined;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(NOW) });
  localStorage.clear();
  document.documentElement.lang = 'en-GB';
  document.title = 'Copydesk';
});
afterEach(() => {
  if (shown) void unmount(shown);
  shown = undefined;
  document.body.replaceChildren();
  vi.useRealTimers();
});

/** Opens a window upon a desk and plays the scene there. */
async function play({ desk: set, act }: Scene): Promise<void> {
  const desk = new MemoryDesk(undefined, sampleStories(), severalSites());
  set?.(desk);
  const transport = new MemoryTransport(desk);
  shown = mount(App, { target: document.body, props: { transport } });
  const { screen } = shown as { screen: Screen };
  await settled();
  await act?.({ screen, desk, transport });
  await settled();
}

test.each(Object.entries(SCENES))(
  'a screen reader is given what it was: %s',
  async (name, scene) => {
    await play(scene);
    await expect(accessibleTree(scene.within)).toMatchFileSnapshot(`trees/${name}.txt`);
    const { violations } = await axe.run(document.querySelector('dialog[open]') ?? document.body);
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
    ).toEqual([]);
  },
);
