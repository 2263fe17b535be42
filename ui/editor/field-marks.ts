import type { ReviewPart } from '../api/bindings';
import type { FieldMark } from '../parts/pieces';
import { SPELLING, fieldOf, since } from '../state/checked';
import { hitsIn, textIn } from '../state/hits';
import type { OpenStory } from '../state/open-story.svelte';
import { partKey } from '../state/review-words';
import type { Screen } from '../state/screen.svelte';
import { lookOf } from './findings';
import { kindOf } from './sought';

/** What is marked in a field of the page: what the checks ask about, and what is looked for. */
export function fieldMarks(screen: Screen, open: OpenStory, part: ReviewPart): FieldMark[] {
  const key = partKey(part);
  const { sought, hit } = screen.find;
  const here = hit?.key === key ? hit : null;
  const hits = sought ? hitsIn(textIn(open, key), sought) : [];
  const found = hits.map((one) => ({ ...one, kind: kindOf(one, here) }));
  return [...asked(screen, open, key), ...found];
}

function asked(screen: Screen, open: OpenStory, key: string): FieldMark[] {
  // They are about the story, not about what would be written instead.
  if (open.suggesting.on) return [];
  const text = textIn(open, key);
  const was = screen.checked?.get(key);
  return screen.findings.flatMap((finding) => {
    if (!finding.range || was === undefined || fieldOf(finding) !== key) return [];
    const place = since(was, text, finding.range);
    const typed = screen.spelling.writing === key && place?.end === text.length;
    // Of a word that is being typed nothing is said yet.
    return place && !(typed && finding.rule === SPELLING)
      ? [{ ...place, kind: lookOf(finding) }]
      : [];
  });
}
