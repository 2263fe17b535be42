import { convertFileSrc, invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import { asError } from './errors';
import type { Answer, Args, CallName, Changed, Drag, Transport } from './calls';

/** True inside the real window. */
export const inWindow = (): boolean => '__TAURI_INTERNALS__' in globalThis;

declare global {
  var __copydesk_asked: Partial<Record<CallName, Promise<unknown>>>;
}

type Dropped = { paths: string[]; position: { x: number; y: number } };

/** The transport of the real window. Only this file and `index.html`, which asks ahead and shows the window, know Tauri. */
export class WindowTransport implements Transport {
  // `picture://localhost/` here, `http://picture.localhost/` on Windows.
  readonly pictureBase = convertFileSrc('', 'picture');

  async call<N extends CallName>(name: N, args: Args<N>): Promise<Answer<N>> {
    try {
      return await (this.#asked(name) ?? invoke<Answer<N>>('call', { name, args }));
    } catch (refusal) {
      throw asError(refusal);
    }
  }

  /** The answer to what `index.html` asked for already, once: later it is another. */
  #asked<N extends CallName>(name: N): Promise<Answer<N>> | undefined {
    const asked = globalThis.__copydesk_asked[name] as Promise<Answer<N>> | undefined;
    delete globalThis.__copydesk_asked[name];
    return asked;
  }

  pictureUrl(sha256: string, edge: number): string {
    return `${this.pictureBase}${sha256}?edge=${edge}`;
  }

  onChanged(heard: (changed: Changed) => void): void {
    void listen<Changed>('desk-changed', (event) => heard(event.payload));
  }

  onClosing(heard: () => void): void {
    void listen('closing', () => heard());
  }

  onDrag(heard: (drag: Drag) => void): void {
    // Tauri gives device pixels; the page thinks in CSS pixels.
    const at = ({ position }: Dropped) => ({
      x: position.x / devicePixelRatio,
      y: position.y / devicePixelRatio,
    });
    void listen<Dropped>('tauri://drag-over', ({ payload }) =>
      heard({ kind: 'over', ...at(payload) }),
    );
    void listen<Dropped>('tauri://drag-drop', ({ payload }) =>
      heard({ kind: 'drop', ...at(payload), paths: payload.paths }),
    );
    void listen('tauri://drag-leave', () => heard({ kind: 'leave' }));
  }
}
