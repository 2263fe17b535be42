import type { Error as DeskError } from '../api/bindings';
import { asError, LOOKS } from '../api/errors';

/** One thing a dialog does for a person: never twice at once, and what was in the way stays to be read. */
export class Doing {
  busy = $state(false);
  #error = $state.raw<DeskError | null>(null);

  /** What was in the way the last time, as it is shown. */
  get problem() {
    const error = this.#error;
    return error ? { ...error, ...LOOKS[error.code] } : null;
  }

  /** Does it, unless that is under way already; whether it was done. */
  async run(act: () => Promise<unknown>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.#error = null;
    try {
      await act();
      return true;
    } catch (thrown) {
      this.#error = asError(thrown);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
