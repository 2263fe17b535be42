import { asError } from '../api/errors';
import { WORDS } from '../words/words';
import type { Error as DeskError, PicturesAdded, RefusedFile } from '../api/bindings';

const W = WORDS.told;

/** What became of files that were dropped together. */
export interface Dropped {
  added: string[];
  /** Names of pictures the story had already. */
  already: string[];
  refused: RefusedFile[];
  /** How many were not looked at, because somebody said stop or the desk could not go on. */
  left: number;
  /** Why the desk could not go on. */
  trouble?: DeskError;
}

/** Files on their way into a story, one after another: between two of them what is typed is saved. */
export class Adding {
  /** How many files are being added; none while nothing is. */
  total = $state(0);
  /** The one that is being added now, counted from 1. */
  at = $state(0);
  #drops = 0;
  /** The number of the last drop, counted from 1, and of the last that is to stop. */
  #last = 0;
  #stopped = 0;
  #turn: Promise<unknown> = Promise.resolve();

  get running(): boolean {
    return this.total > 0;
  }

  /** Adds files after those dropped before; `one` adds one of them. Never rejects. */
  add(paths: string[], one: (path: string) => Promise<PicturesAdded>): Promise<Dropped> {
    this.total += paths.length;
    this.#drops += 1;
    const drop = ++this.#last;
    const mine = this.#turn.then(() => this.#work(drop, paths, one)).finally(() => this.#ended());
    this.#turn = mine;
    return mine;
  }

  /** Stops what was dropped so far after the file being added now; what is added stays. */
  async stop(): Promise<void> {
    if (!this.running) return;
    this.#stopped = this.#last;
    await this.#turn;
  }

  async #work(
    drop: number,
    paths: string[],
    one: (path: string) => Promise<PicturesAdded>,
  ): Promise<Dropped> {
    const dropped: Dropped = { added: [], already: [], refused: [], left: 0 };
    for (const [n, path] of paths.entries()) {
      if (drop <= this.#stopped) {
        this.at += paths.length - n;
        return { ...dropped, left: paths.length - n };
      }
      this.at += 1;
      try {
        const { added, already, refused } = await one(path);
        dropped.added.push(...added.map(({ name }) => name));
        dropped.already.push(...already);
        dropped.refused.push(...refused);
      } catch (thrown) {
        const error = asError(thrown);
        if (error.code === 'storage' || error.code === 'not-found') {
          // The next file would meet the same disk, or the same missing story.
          this.at += paths.length - n - 1;
          return { ...dropped, left: paths.length - n, trouble: error };
        }
        dropped.refused.push({ file: path.split(/[/\\]/).at(-1) ?? path, error });
      }
    }
    return dropped;
  }

  #ended(): void {
    this.#drops -= 1;
    if (this.#drops > 0) return;
    this.total = 0;
    this.at = 0;
  }
}

/** What is to be said about it, if anything. */
export function told({ added, already, refused, left, trouble }: Dropped): string[] {
  const said: string[] = [];
  const [first] = refused;
  if (refused.length === 1 && first) said.push(`${first.error.message} ${first.error.hint}`);
  else if (first) {
    const files = refused.map(({ file }) => file);
    said.push(W.refused(files, first.error.message));
  }
  if (already.length) said.push(W.already(already));
  if (trouble) said.push(`${trouble.message} ${trouble.hint}`);
  if (left) said.push(W.stopped(added.length, left));
  return said;
}
