/** Milliseconds after the last key or click until carets stand still: as long as in GTK. */
const STILL = 10_000;

const SIGNS = ['keydown', 'pointerdown', 'focusin'] as const;

/**
 * Tells whether carets are to blink: they do while somebody types or points. What moves for ever keeps
 * the computer awake. Returns what ends it.
 */
export function blinking(tell: (on: boolean) => void): () => void {
  let on = true;
  const set = (blinks: boolean) => {
    if (blinks !== on) tell((on = blinks));
  };
  let timer = setTimeout(set, STILL, false);
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(set, STILL, false);
    set(true);
  };
  for (const sign of SIGNS) addEventListener(sign, heard, { capture: true, passive: true });
  return () => {
    clearTimeout(timer);
    for (const sign of SIGNS) removeEventListener(sign, heard, { capture: true });
  };
}
