import { createSubscriber } from 'svelte/reactivity';

/** Milliseconds within which what is shown follows the clock. */
const BEAT = 10_000;

const follow = createSubscriber((update) => {
  const timer = setInterval(update, BEAT);
  return () => clearInterval(timer);
});

/** The present moment, in milliseconds; what is shown from it follows the clock. */
export function now(): number {
  follow();
  return Date.now();
}
