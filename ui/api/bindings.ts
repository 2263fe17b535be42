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
export type Refused = { file: string; error: Error };
export type PicturesAdded = { version: number; added: Picture[]; refused: Refused[] };
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
export type Finding = {
  rule: string;
  severity: Severity;
  field: string;
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
  account?: Account;
};
export type Release = 'publish' | 'file';
export type DeliveryState =
  'queued' | 'sending' | 'uncertain' | 'held' | 'delivered' | 'needs-you' | 'failed';
export type Step = { what: string; label: string; done: boolean; at?: string };
export type Delivery = {
  id: string;
  story: string;
  headline: string;
  site: string;
  release: Release;
  state: DeliveryState;
  steps: Step[];
  problem?: Error;
  next_try?: string;
  url?: string;
  version: number;
  created: string;
  updated: string;
};
export type Masthead = { name: string; town: string; strapline: string };
export type HouseView = {
  masthead: Masthead;
  sections: string[];
  credit_format: string;
  required: string[];
};
export type Keychain = { available: boolean; message: string };
export type AppState = {
  version: string;
  data_folder: string;
  house: HouseView;
  byline: string | null;
  keychain: Keychain;
  practice_site: { url: string } | null;
};
