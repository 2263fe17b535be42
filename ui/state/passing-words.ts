import type { ApprovalState, Person, Status, Verified } from '../api/bindings';
import { WORDS } from '../words/words';
import type { Passing } from './passing.svelte';
import { called, samePerson } from './review-words';
import { STATUSES, when } from './words';

const W = WORDS.approvals;

const at = (moment: string, now: Date): string => {
  const said = when(moment, now);
  return said.includes(':') ? W.at(said) : W.on(said);
};

/** A status with whose doing it is: “Returned by Ann”. */
export function statusWords(status: Status, { approval, reasons, me }: Passing): string {
  const { one } = STATUSES[status];
  if (status === 'returned' && reasons) return W.by(one, called(reasons.by, me));
  if (status === 'approved' && approval.kind === 'approved')
    return W.by(one, called(approval.by, me));
  return one;
}

/** What became of a story since somebody approved the very text that is there. */
const SINCE: Partial<Record<Status, string>> = W.since;

/** How it stands with a story that was handed in, in a sentence or two. */
export function approvalWords(
  { approval, me, status }: { approval: ApprovalState; me: Person | null; status: Status },
  now = new Date(),
): string {
  if (approval.kind === 'none') return status === 'returned' ? W.returned : W.none;
  if (approval.kind === 'lapsed') {
    const { by, at: then } = approval;
    const since = SINCE[status] ?? W.since.other;
    return W.lapsed(called(by, me), at(then, now), since);
  }
  if (approval.kind === 'approved') {
    const { by } = approval;
    const mine = me !== null && samePerson(by, me);
    return W.approved(called(by, me), at(approval.at, now), mine);
  }
  const { by, at: then } = approval.approval;
  return W.changed(called(by, me), at(then, now));
}

/** What became of looking at the record, in a sentence or two; of several faults the first. */
export function provenWords({ of_story, entries, head, faults }: Verified): string {
  const [first] = faults;
  if (first) return W.broken(first.sentence, faults.length - 1);
  return W.whole(of_story, entries, head.slice(0, 12));
}
