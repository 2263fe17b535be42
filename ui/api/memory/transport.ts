import { asError } from '../errors';
import type { Answer, Args, CallName, Changed, Drag, Transport } from '../calls';
import { MemoryDesk } from './desk';
import { sceneUrl } from './scenes';

/** A transport that ends in memory. */
export class MemoryTransport implements Transport {
  readonly pictureBase = 'memory:';
  /** Makes the next calls of that name fail; for tests and for trying out the screen. */
  readonly failing = new Map<CallName, unknown>();
  #changed: (changed: Changed) => void = () => {};
  #dragged: (drag: Drag) => void = () => {};
  #closing: () => void = () => {};

  constructor(readonly desk = new MemoryDesk()) {
    desk.outbox.changed = () => this.#changed({ what: 'deliveries' });
  }

  async call<N extends CallName>(name: N, args: Args<N>): Promise<Answer<N>> {
    await Promise.resolve();
    try {
      if (this.failing.has(name)) throw this.failing.get(name);
      return structuredClone(this.desk.handlers[name](args));
    } catch (refusal) {
      throw asError(refusal);
    }
  }

  pictureUrl(sha256: string): string {
    return sceneUrl(sha256);
  }

  onChanged(heard: (changed: Changed) => void): void {
    this.#changed = heard;
  }

  onDrag(heard: (drag: Drag) => void): void {
    this.#dragged = heard;
  }

  onClosing(heard: () => void): void {
    this.#closing = heard;
  }

  /** Plays a drag of files over the window. */
  drag(drag: Drag): void {
    this.#dragged(drag);
  }

  /** Plays a change made behind the screen's back. */
  change(changed: Changed): void {
    this.#changed(changed);
  }

  /** Plays the person closing the window. */
  close(): void {
    this.#closing();
  }
}
