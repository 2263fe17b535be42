import type { Command } from './commands';

/** What a person does with a story that goes to an editor and comes back. */
export const ROUND_TRIP: readonly Command[] = [
  {
    id: 'file',
    title: 'File…',
    group: 'Story',
    story: true,
    run: (s) => (s.layout.dialog = 'file'),
  },
  {
    id: 'packet-write',
    title: 'Send as a packet…',
    group: 'Story',
    story: true,
    run: (s) => s.packets.send(),
  },
  { id: 'packet-open', title: 'Open a packet…', group: 'Story', run: (s) => s.packets.choose() },
  { id: 'fetch', title: 'Fetch what waits now', group: 'Story', run: (s) => s.inbox.fetch() },
  {
    id: 'take',
    title: 'Take the story in hand',
    group: 'Story',
    story: true,
    run: (s) => s.inbox.hold(true),
  },
  {
    id: 'assign',
    title: 'Assign the story to somebody…',
    group: 'Story',
    story: true,
    run: (s) => s.inbox.askWhom(),
  },
  {
    id: 'let-go',
    title: 'Let the story go',
    group: 'Story',
    story: true,
    run: (s) => s.inbox.hold(false),
  },
  {
    id: 'approve',
    title: 'Approve this text',
    group: 'Story',
    story: true,
    run: (s) => s.passing.approve(s.open!),
  },
  {
    id: 'return',
    title: 'Return the story with reasons…',
    group: 'Story',
    story: true,
    run: (s) => (s.layout.dialog = 'return'),
  },
  {
    id: 'edits',
    title: 'What the editor changed',
    group: 'Story',
    story: true,
    run: (s) => s.texts.showEdits(),
  },
];
