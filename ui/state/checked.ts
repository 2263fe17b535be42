import type { Finding, Utf16Range } from '../api/bindings';
import type { OpenStory } from './open-story.svelte';
import { partKey, partsOf, type FieldKey } from './review-words';

/** The rule about words in no dictionary, and that about marks for what is still to come. */
export const SPELLING = 'spelling';
export const UNFINISHED = 'unfinished';

/** What each field said when the story was checked. */
export type Checked = ReadonlyMap<FieldKey, string>;
export const checked = (open: OpenStory): Checked =>
  new Map(partsOf(open.story).map((part) => [partKey(part), open.suggesting.text(part)]));

/** The field a finding is about, as the page names it. */
export const fieldOf = ({ field, picture }: Finding): FieldKey =>
  picture === undefined ? field : `picture:${picture}:${field}`;

/** Where words of the text that was checked stand now; null once somebody wrote into them. */
export function since(was: string, now: string, { start, end }: Utf16Range): Utf16Range | null {
  const most = Math.min(was.length, now.length);
  let head = 0;
  while (head < most && was[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < most - head && was.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  if (was === now || end < head) return { start, end };
  const by = now.length - was.length;
  return start > was.length - tail ? { start: start + by, end: end + by } : null;
}
