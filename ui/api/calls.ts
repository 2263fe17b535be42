import type { Calls as DeskCalls, Error as DeskError, PicturesAdded } from './bindings';

/** The page as it was left, for the next start to draw before the screen's own code has been read. */
export interface FirstLook {
  story: string;
  version: number;
  page: {
    /** The address of the code that drew it: what another version of the program drew is not shown. */
    code: string;
    /** Whether the window was too narrow for both columns. */
    narrow: boolean;
    theme: string;
    markup: string;
  };
}

/** The calls the window itself answers, beside those of the desk in `bindings.ts`. */
export interface WindowCalls {
  /** Asks for picture files with the system's own dialog; none if the person changed their mind. */
  choose_pictures: { args: Record<string, never>; answer: string[] };
  /** Adds the picture on the clipboard; null if there is none. */
  paste_picture: { args: { id: string }; answer: PicturesAdded | null };
  /** Asks which document is to be imported; null if the person changed their mind. */
  choose_document: { args: Record<string, never>; answer: string | null };
  /** Asks which packet is to be opened; null if the person changed their mind. */
  choose_packet: { args: Record<string, never>; answer: string | null };
  /** Asks where a packet is to be kept, and offers a name; null if the person changed their mind. */
  save_packet_as: { args: { name: string }; answer: string | null };
  /** Shows a web page in the system's browser. */
  open_page: { args: { url: string }; answer: null };
  /** Whether what waits is sent from login on, without a window. */
  login_start: { args: Record<string, never>; answer: boolean };
  /** Switches that on or off; what it is now. */
  login_start_set: { args: { on: boolean }; answer: boolean };
  /** There is something to show: the window may be shown. */
  painted: { args: Record<string, never>; answer: null };
  /** The story last worked on is on the page: the outbox may be worked. */
  ready: { args: Record<string, never>; answer: null };
  /** Somebody types or points, or nobody has for a while: whether carets blink. */
  caret_blinks: { args: { on: boolean }; answer: null };
  /** All is saved: the window may close; the next one may begin with how the page of this story looks. */
  close_now: { args: { look: FirstLook | null }; answer: null };
  /** Something is not saved: the person is being asked. */
  hold_open: { args: Record<string, never>; answer: null };
}

/** Every call the screen can make: what goes in and what comes back. */
export type Calls = DeskCalls & WindowCalls;
export type CallName = keyof Calls;
export type Args<N extends CallName> = Calls[N]['args'];
export type Answer<N extends CallName> = Calls[N]['answer'];

/** What the outbox, another process or a link from the browser changed. */
export type Changed =
  | { what: 'deliveries' | 'stories' | 'sites' }
  /** What a link from the browser brought was not accepted. */
  | { what: 'refused'; error: DeskError };

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
