import type {
  Choice,
  Conflict,
  Delivery,
  Error as DeskError,
  Person,
  Status,
  Story,
  StoryId,
} from './bindings';

// The calls of the editor's desk and of packets, until `bindings.ts` has them; then this file goes.

export type Inbox = { waits: Waiting[]; unread: number };

export type Waiting = {
  /** Null while it is on its site only. */
  story: StoryId | null;
  /** The site's own id of one that was not fetched yet. */
  remote?: string | null;
  headline: string;
  byline: string;
  status: Status;
  /** Whom it came from; empty for what was handed in at this desk. */
  from: string;
  site: string | null;
  since: string;
  holder: Person | null;
  unread: boolean;
};

export type Collected = { synced: Synced[]; failed: NotAsked[]; inbox: Inbox };

export type Synced = {
  site: string;
  received: Received[];
  sent: StoryId[];
  problems: Untaken[];
};

export type Untaken = { story: StoryId; headline: string; error: DeskError };

export type NotAsked = { site: string; error: DeskError };

export type Filed = { story: Story; delivery: Delivery | null; sentences: string[] };

export type Received = {
  story: Story;
  new: boolean;
  merged: boolean;
  conflicts: Conflict[];
  sides: ReceivedSides | null;
  sentences: string[];
};

export type ReceivedSides = { base: number | null; mine: number; theirs: number };

export type PacketSender = {
  person: Person;
  /** The key's fingerprint as it is read out by telephone: six groups of five digits. */
  spoken: string;
  contact: Contact;
  confirmed: boolean;
};

/** What is known of a sender's key: nothing yet, or that it had another name or the name another key. */
export type Contact =
  | { kind: 'known' }
  | { kind: 'first' }
  | { kind: 'renamed'; was: string }
  | { kind: 'other-key'; known: string };

export type PacketRead =
  | { kind: 'taken'; received: Received; sender: PacketSender }
  | { kind: 'asks'; sender: PacketSender; headline: string; question: string };

export type PacketWritten = { file: string; by: Person; spoken: string; sentences: string[] };

export interface InboxCalls {
  inbox: { args: Record<string, never>; answer: Inbox };
  inbox_sync: { args: Record<string, never>; answer: Collected };
  inbox_take_in: { args: { site: string; remote: string }; answer: Story };
  story_file: { args: { id: StoryId; base_version: number; site: string | null }; answer: Filed };
  packet_write: { args: { id: StoryId; path: string }; answer: PacketWritten };
  packet_read: { args: { path: string; confirmed: string | null }; answer: PacketRead };
  packet_settle: {
    args: { id: StoryId; base_version: number; sides: ReceivedSides; choices: Choice[] };
    answer: Story;
  };
}
