/** A short message that goes away by itself, with at most one thing to do about it. */
export type Toast = { id: number; text: string; action?: { label: string; run: () => void } };

/** Milliseconds a toast stays. */
const STAY = 8_000;

export class Toasts {
  shown = $state.raw<Toast[]>([]);
  #next = 1;

  /** Says something; a longer list than three drops the oldest. */
  say(text: string, action?: Toast['action']): void {
    const toast: Toast = { id: this.#next++, text, ...(action ? { action } : {}) };
    this.shown = [...this.shown, toast].slice(-3);
    setTimeout(() => this.drop(toast.id), STAY);
  }

  drop(id: number): void {
    this.shown = this.shown.filter((toast) => toast.id !== id);
  }
}
