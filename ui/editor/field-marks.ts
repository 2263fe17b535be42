import type { ReviewPart } from '../api/bindings';
import type { FieldMark } from '../parts/pieces';
import { hitsIn, textIn } from '../state/hits';
import type { OpenStory } from '../state/open-story.svelte';
import { partKey } from '../state/review-words';
import type { Screen } from '../state/screen.svelte';
import { kindOf } from './sought';

/** What is marked in a field of the page: what is looked for, where it stands. */
export function fieldMarks(screen: Screen, open: OpenStory, part: ReviewPart): FieldMark[] {
  const key = partKey(part);
  const { sought, hit } = screen.find;
  const here = hit?.key === key ? hit : null;
  const hits = sought ? hitsIn(textIn(open, key), sought) : [];
  return hits.map((one) => ({ ...one, kind: kindOf(one, here) }));
}
