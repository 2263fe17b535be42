// The types of src/ as the screen sees them.

export type Code =
  | 'not-found'
  | 'conflict'
  | 'invalid'
  | 'illegal-move'
  | 'storage'
  | 'newer-database'
  | 'picture'
  | 'house-pack'
  | 'no-keychain'
  | 'sign-in'
  | 'forbidden'
  | 'unreachable'
  | 'busy'
  | 'refused'
  | 'not-the-api'
  | 'internal';
export type Error = { code: Code; message: string; hint: string; retry_after?: number };

export type Kind =
  'news' | 'feature' | 'opinion' | 'sport' | 'review' | 'obituary' | 'advertisement-feature';
export type Status =
  | 'draft'
  | 'filed'
  | 'returned'
  | 'approved'
  | 'published'
  | 'corrected'
  | 'withdrawn'
  | 'spiked';
export type Move =
  'file' | 'return' | 'approve' | 'publish' | 'correct' | 'withdraw' | 'spike' | 'unspike';
export type Copy = {
  headline: string;
  standfirst: string;
  byline: string;
  dateline?: string;
  body: string;
  tags: string[];
};
export type Role = 'lead' | 'inline';
export type Format = 'jpeg' | 'png' | 'webp';
export type Words = {
  caption: string;
  credit: string;
  creator: string;
  copyright: string;
  usage_terms: string;
  source: string;
  alt: string;
  decorative: boolean;
};
export type Focus = { x: number; y: number };
export type Picture = {
  name: string;
  sha256: string;
  format: Format;
  width: number;
  height: number;
  role: Role;
  offered: Words;
  focus?: Focus;
} & Words;
export type Story = {
  id: string;
  kind: Kind;
  slug: string;
  section: string;
  status: Status;
  version: number;
  embargo?: string;
  copy: Copy;
  pictures: Picture[];
  created: string;
  updated: string;
};
export type StoryId = string;
export type StorySummary = {
  id: string;
  headline: string;
  status: Status;
  section: string;
  kind: Kind;
  byline: string;
  updated: string;
  words: number;
  pictures: number;
  version: number;
  live: string | null;
};
export type Saved = { version: number; at: string };
export type RefusedFile = { file: string; error: Error };
export type PicturesAdded = { version: number; added: Picture[]; refused: RefusedFile[] };
export type RevisionSummary = {
  id: number;
  at: string;
  why: string;
  headline: string;
  words: number;
};
export type Hit = { id: string; headline: string; status: Status; snippet: string };
export type Preview = { html: string };
export type Severity = 'blocker' | 'warning' | 'hint';
export type Utf16Range = { start: number; end: number };
export type Field =
  | 'headline'
  | 'standfirst'
  | 'byline'
  | 'section'
  | 'kind'
  | 'body'
  | 'lead'
  | 'caption'
  | 'credit'
  | 'alt';
export type Finding = {
  rule: string;
  severity: Severity;
  field: Field;
  picture?: string;
  range?: Utf16Range;
  message: string;
  why: string;
  suggestions: string[];
};
export type SiteKind = 'own' | 'wordpress';
export type Account = {
  name: string;
  role: string;
  site_title: string;
  can_publish: boolean;
  can_send_pictures: boolean;
  sections: string[];
};
export type SiteView = {
  name: string;
  kind: SiteKind;
  url: string;
  user?: string;
  practice: boolean;
  signed_in: boolean;
  this_run_only: boolean;
  account?: Account;
};
export type Release = 'publish' | 'file';
export type State =
  'queued' | 'sending' | 'uncertain' | 'held' | 'delivered' | 'needs-you' | 'failed';
export type Step = { what: string; label: string; started: boolean; done: boolean; at?: string };
export type Delivery = {
  id: string;
  story: string;
  headline: string;
  site: string;
  release: Release;
  state: State;
  steps: Step[];
  problem?: Error;
  next_try?: string;
  url?: string;
  version: number;
  revision: number;
  attempts: number;
  remote_id?: string;
  created: string;
  updated: string;
};
export type HouseView = {
  masthead: string;
  sections: string[];
  credit_format: string;
  byline_pattern: string;
  longest_headline: number;
};
export type KeychainView = { available: boolean; message: string };
export type PracticeView = { url: string };
export type AppState = {
  version: string;
  data_folder: string;
  house: HouseView;
  byline: string | null;
  keychain: KeychainView;
  practice_site: PracticeView | null;
};

type None = Record<string, never>;
export interface Calls {
  app_state: { args: None; answer: AppState };
  set_byline: { args: { byline: string }; answer: null };
  story_list: { args: None; answer: StorySummary[] };
  story_new: { args: None; answer: Story };
  story_open: { args: { id: StoryId }; answer: Story };
  story_move: { args: { id: StoryId; by: Move }; answer: Story };
  save_copy: { args: { id: StoryId; base_version: number; copy: Copy }; answer: Saved };
  save_details: {
    args: { id: StoryId; base_version: number; kind: Kind; section: string; slug: string };
    answer: Saved;
  };
  search: { args: { words: string }; answer: Hit[] };
  save_picture: {
    args: {
      id: StoryId;
      base_version: number;
      name: string;
      words: Words;
      role: Role;
      focus: Focus | null;
    };
    answer: Saved;
  };
  picture_add_files: { args: { id: StoryId; paths: string[] }; answer: PicturesAdded };
  picture_remove: { args: { id: StoryId; name: string }; answer: Saved };
  picture_restore: { args: { id: StoryId; picture: Picture }; answer: Saved };
  revision_list: { args: { id: StoryId }; answer: RevisionSummary[] };
  revision_open: { args: { id: StoryId; revision: number }; answer: Story };
  revision_restore: { args: { id: StoryId; revision: number }; answer: Story };
  preview: { args: { id: StoryId; copy: Copy; picture_base: string }; answer: Preview };
  check: { args: { id: StoryId }; answer: Finding[] };
  site_list: { args: None; answer: SiteView[] };
  site_add: {
    args: { name: string; kind: SiteKind; url: string; user: string | null; secret: string };
    answer: SiteView;
  };
  site_sign_in: { args: { name: string; secret: string }; answer: SiteView };
  site_remove: { args: { name: string }; answer: null };
  publish: { args: { id: StoryId; base_version: number; site: string }; answer: Delivery };
  delivery_list: { args: { id: StoryId | null }; answer: Delivery[] };
  delivery_retry: { args: { id: string }; answer: Delivery };
  delivery_cancel: { args: { id: string }; answer: Delivery };
}
