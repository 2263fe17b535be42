import type * as T from './bindings';

/** Every call the screen can make: what goes in and what comes back. The names are those of `src/api.rs`. */
export interface Calls {
  app_state: [Empty, T.AppState];
  set_byline: [{ byline: string }, null];
  story_list: [Empty, T.StorySummary[]];
  story_new: [Empty, T.Story];
  story_open: [{ id: string }, T.Story];
  save_copy: [Versioned & { copy: T.Copy }, T.Saved];
  save_details: [Versioned & { kind: T.Kind; section: string; slug: string }, T.Saved];
  save_picture: [
    Versioned & { name: string; words: T.Words; role: T.Role; focus?: T.Focus },
    T.Saved,
  ];
  picture_add_files: [{ id: string; paths: string[] }, T.PicturesAdded];
  picture_remove: [{ id: string; name: string }, T.Saved];
  picture_restore: [{ id: string; picture: T.Picture }, T.Saved];
  story_move: [{ id: string; by: T.Move }, T.Story];
  revision_list: [{ id: string }, T.RevisionSummary[]];
  revision_restore: [{ id: string; revision: number }, T.Story];
  search: [{ words: string }, T.Hit[]];
  preview: [{ id: string; copy: T.Copy; picture_base: string }, T.Preview];
  check: [{ id: string }, T.Finding[]];
  site_list: [Empty, T.SiteView[]];
  site_add: [
    { name: string; kind: T.SiteKind; url: string; user?: string; secret: string },
    T.SiteView,
  ];
  site_sign_in: [{ name: string; secret: string }, T.SiteView];
  site_remove: [{ name: string }, null];
  publish: [Versioned & { site: string }, T.Delivery];
  delivery_list: [{ id: string | null }, T.Delivery[]];
  delivery_retry: [{ id: string }, T.Delivery];
  delivery_cancel: [{ id: string }, T.Delivery];
  // The window's own.
  choose_pictures: [Empty, string[]];
  paste_picture: [{ id: string }, T.PicturesAdded | null];
  open_page: [{ url: string }, null];
  painted: [Empty, null];
  close_now: [Empty, null];
  hold_open: [Empty, null];
}
type Empty = Record<string, never>;
type Versioned = { id: string; base_version: number };

export type CallName = keyof Calls;
export type Args<N extends CallName> = Calls[N][0];
export type Answer<N extends CallName> = Calls[N][1];

/** What the outbox or another process changed. */
export type Changed = { what: 'deliveries' | 'stories' | 'sites' };

/** Files dragged over the window; positions are CSS pixels. */
export type Drag =
  | { kind: 'over'; x: number; y: number }
  | { kind: 'drop'; x: number; y: number; paths: string[] }
  | { kind: 'leave' };

/** Everything outside the page: the real window, or memory for tests and a plain browser. */
export interface Transport {
  /** Makes one call; rejects with an `Error` of the bindings, never with anything else. */
  call<N extends CallName>(name: N, args: Args<N>): Promise<Answer<N>>;
  /** Where a picture is shown from, scaled so that its longer edge is at most `edge` pixels. */
  pictureUrl(sha256: string, edge: number): string;
  /** What stands before a picture's SHA-256 in the preview's addresses. */
  readonly pictureBase: string;
  /** Tells of changes made behind the screen's back. */
  onChanged(heard: (changed: Changed) => void): void;
  /** Tells of files dragged over the window. */
  onDrag(heard: (drag: Drag) => void): void;
  /** Tells that the person wants to close the window; answer with `close_now` or `hold_open`. */
  onClosing(heard: () => void): void;
}
