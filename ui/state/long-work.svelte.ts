/** Something that takes long: what it is, how far it is, and whether somebody said stop. */
export class LongWork {
  /** What is being done; empty while nothing is. */
  what = $state.raw('');
  /** The piece being worked on, counted from 1, and how many there are. */
  at = $state.raw(0);
  total = $state.raw(0);
  /** Whether it can be stopped. */
  stops = $state.raw(false);
  /** Somebody said stop: what is being done now is the last. */
  stopped = $state.raw(false);

  /** Does one piece of work and says so meanwhile. */
  async during<T>(what: string, act: () => Promise<T>, more?: Partial<LongWork>): Promise<T> {
    Object.assign(this, { what, at: 1, total: 1, stops: false, stopped: false, ...more });
    try {
      return await act();
    } finally {
      this.what = '';
    }
  }

  /** The next piece is begun. */
  next(what: string): void {
    this.what = what;
    this.at += 1;
  }

  stop(): void {
    if (this.stops) this.stopped = true;
  }
}
