import { asError } from '../api/errors';
import type { Error as DeskError, Saved } from '../api/bindings';

/** Milliseconds without a change after which it is saved. */
export const IDLE = 200;
/** Milliseconds a change waits at most while typing goes on. */
export const LONGEST = 500;

/** Milliseconds after which a save is tried again that the disk refused. */
export const AGAIN = 5_000;

/** What the one constant place says about saving. */
export type SaveState =
  | { kind: 'saving' }
  | { kind: 'saved'; at: string | null; suggested?: boolean }
  | { kind: 'failed'; error: DeskError };

/** What a save made; `suggested` if the story itself stayed as it was. */
export type SavedSo = Saved & { suggested?: boolean };

/** One save: is told the version it changes, answers the one it made. */
export type Save = (base: number) => Promise<SavedSo>;

/** Saves one story's parts, one after another, each from the version the one before it made. */
export class SaveQueue {
  state = $state.raw<SaveState>({ kind: 'saved', at: null });
  version: number;
  // Nothing on the screen follows what waits; `state` tells what the person should know.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  #waiting = new Map<string, Save>();
  #turn: Promise<unknown> = Promise.resolve();
  #idle: ReturnType<typeof setTimeout> | undefined;
  #longest: ReturnType<typeof setTimeout> | undefined;
  #held = false;
  #typed = false;

  /**
   * `conflict` hears that the story changed elsewhere; the queue stands until `resume`. `take` tells
   * of each part that was typed in since, before it is saved.
   */
  constructor(
    version: number,
    private readonly conflict: () => Promise<void>,
    private readonly take: () => void = () => {},
  ) {
    this.version = version;
  }

  /** True while something is not on disk. */
  get dirty(): boolean {
    return this.#typed || this.#waiting.size > 0 || this.state.kind !== 'saved';
  }

  /** Notes that something is being typed of which `take` will tell. */
  typed(): void {
    this.#typed = true;
    this.#soon();
  }

  /** Notes that `part` changed; a later change of the same part takes its place. */
  change(part: string, save: Save): void {
    this.#waiting.set(part, save);
    this.#soon();
  }

  #soon(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => void this.flush(), IDLE);
    this.#longest ??= setTimeout(() => void this.flush(), LONGEST);
  }

  /** Hears now what is being typed. */
  catchUp(): void {
    if (!this.#typed) return;
    this.#typed = false;
    this.take();
  }

  /** Saves at once what waits; true if nothing is left unsaved. */
  flush(): Promise<boolean> {
    this.catchUp();
    clearTimeout(this.#idle);
    clearTimeout(this.#longest);
    this.#longest = undefined;
    return this.#inTurn(() => this.#drain());
  }

  /** Does something else that makes a new version, after the saves before it. */
  async after<T extends { version: number }>(act: () => Promise<T>): Promise<T> {
    await this.flush();
    return this.#inTurn(async () => {
      const done = await act();
      this.version = done.version;
      return done;
    });
  }

  /** Goes on from `version` after a conflict. */
  resume(version: number): Promise<boolean> {
    this.version = version;
    this.#held = false;
    return this.flush();
  }

  /** Lets the desk keep what waits in the story's history without changing the story. */
  async setAside(): Promise<void> {
    this.catchUp();
    await this.#inTurn(async () => {
      for (const [part, save] of [...this.#waiting]) {
        try {
          // Every change is newer than version 0, so the desk refuses this and keeps it.
          await save(0);
        } catch (thrown) {
          if (asError(thrown).code !== 'conflict') throw thrown;
        }
        this.#waiting.delete(part);
      }
      this.state = { kind: 'saved', at: null };
    });
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(act);
    this.#turn = mine.catch(() => {});
    return mine;
  }

  async #drain(): Promise<boolean> {
    for (;;) {
      this.catchUp();
      if (this.#waiting.size === 0) break;
      if (this.#held) return false;
      const [[part, save]] = [...this.#waiting] as [[string, Save]];
      this.#waiting.delete(part);
      this.state = { kind: 'saving' };
      try {
        const base = this.version;
        const saved = await save(base);
        const { version, ...how } = saved;
        this.version = version;
        this.state = { kind: 'saved', ...how };
        if (version > base + 1) {
          // Somebody else saved in between: what they changed is looked at before more is sent.
          this.#held = true;
          void this.conflict();
        }
      } catch (thrown) {
        this.#failed(part, save, asError(thrown));
        return false;
      }
    }
    return this.state.kind === 'saved';
  }

  #failed(part: string, save: Save, error: DeskError): void {
    // What was typed since is newer than what just failed.
    if (!this.#waiting.has(part)) this.#waiting.set(part, save);
    this.state = { kind: 'failed', error };
    if (error.code === 'conflict') {
      this.#held = true;
      void this.conflict();
    } else if (error.code === 'storage') {
      clearTimeout(this.#idle);
      this.#idle = setTimeout(() => void this.flush(), AGAIN);
    }
  }
}
