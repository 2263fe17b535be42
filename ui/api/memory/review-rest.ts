import type { Args } from '../calls';
import type * as T from '../bindings';
import { refusal, type MemoryDesk } from './desk';

/** The calls of a review that a desk in memory does not play. */
export function notPlayed(desk: MemoryDesk) {
  const not = (): never => {
    throw refusal('invalid', 'This desk is only played.', 'Nothing was changed.');
  };
  return {
    revision_compare: (_: Args<'revision_compare'>): T.Comparison => not(),
    revision_handed_in: (_: { id: string }): number | null => null,
    review_take: (_: { id: string }) => null,
    review_release: (_: { id: string }) => null,
    story_approve: ({ id }: Args<'story_approve'>) => structuredClone(desk.story(id)),
    story_return: ({ id }: Args<'story_return'>) => structuredClone(desk.story(id)),
    record_verify: (_: { id: string }): T.Verified => not(),
  };
}
