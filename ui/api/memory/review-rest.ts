import type { Args } from '../calls';
import type * as T from '../bindings';
import { refusal, type MemoryDesk } from './desk';

/** The calls of a review that a desk in memory does not play. */
export function notPlayed(desk: MemoryDesk) {
  const not = (): never => {
    throw refusal('invalid', 'This desk is only played.', 'Nothing was changed.');
  };
  return {
    revision_compare: (): T.Comparison => not(),
    revision_handed_in: (): number | null => null,
    review_take: () => null,
    review_release: () => null,
    story_approve: ({ id }: Args<'story_approve'>) => structuredClone(desk.story(id)),
    story_return: ({ id }: Args<'story_return'>) => structuredClone(desk.story(id)),
    record_verify: (): T.Verified => not(),
  };
}
