import { untrack } from 'svelte';

/**
 * Milliseconds after the last change until it is looked at: more than `LONGEST`, after which a body
 * that is being written becomes another one though nobody rests.
 */
const REST = 700;

/**
 * A text as it was when it last stood still: for what need not follow every key, since in a long story
 * that would hold up the next one. For use while a component is set up.
 */
export function atRest(text: () => string): { readonly now: string } {
  let now = $state.raw(untrack(text));
  $effect(() => {
    const next = text();
    const timer = setTimeout(() => (now = next), REST);
    return () => clearTimeout(timer);
  });
  return {
    get now() {
      return now;
    },
  };
}
