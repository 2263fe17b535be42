import type { Untitled } from './commands';

/** What a person does with a story that goes to an editor and comes back. */
export const ROUND_TRIP: readonly Untitled[] = [
  {
    id: 'file',
    group: 'Story',
    story: true,
    run: (s) => (s.layout.dialog = 'file'),
  },
  {
    id: 'packet-write',
    group: 'Story',
    story: true,
    run: (s) => s.packets.send(),
  },
  { id: 'packet-open', group: 'Story', run: (s) => s.packets.choose() },
  { id: 'fetch', group: 'Story', run: (s) => s.inbox.fetch() },
  {
    id: 'take',
    group: 'Story',
    story: true,
    run: (s) => s.inbox.hold(true),
  },
  {
    id: 'assign',
    group: 'Story',
    story: true,
    run: (s) => s.inbox.askWhom(),
  },
  {
    id: 'let-go',
    group: 'Story',
    story: true,
    run: (s) => s.inbox.hold(false),
  },
  {
    id: 'approve',
    group: 'Story',
    story: true,
    run: (s) => s.passing.approve(s.open!),
  },
  {
    id: 'return',
    group: 'Story',
    story: true,
    run: (s) => (s.layout.dialog = 'return'),
  },
  {
    id: 'edits',
    group: 'Story',
    story: true,
    run: (s) => s.texts.showEdits(),
  },
];
