import type { ApprovalState, Person, Status, Verified } from '../api/bindings';
import type { Passing } from './passing.svelte';
import { called, samePerson } from './review-words';
import { STATUSES, count, when } from './words';

const at = (moment: string, now: Date): string => {
  const said = when(moment, now);
  return said.includes(':') ? `at ${said}` : `on ${said}`;
};

/** A status with whose doing it is: “Returned by Ann”. */
export function statusWords(status: Status, { approval, reasons, me }: Passing): string {
  const { one } = STATUSES[status];
  if (status === 'returned' && reasons) return `${one} by ${called(reasons.by, me)}`;
  if (status === 'approved' && approval.kind === 'approved')
    return `${one} by ${called(approval.by, me)}`;
  return one;
}

/** What became of a story since somebody approved the very text that is there. */
const SINCE: Partial<Record<Status, string>> = {
  returned: 'It is with its writer again since',
  withdrawn: 'It was taken off since',
};

/** How it stands with a story that was handed in, in a sentence or two. */
export function approvalWords(
  { approval, me, status }: { approval: ApprovalState; me: Person | null; status: Status },
  now = new Date(),
): string {
  if (approval.kind === 'none')
    return status === 'returned'
      ? 'With its writer again, and not approved.'
      : 'Handed in, not approved yet.';
  if (approval.kind === 'lapsed') {
    const { by, at: then } = approval;
    const since = SINCE[status] ?? 'It was sent back, taken back or taken off since';
    return `Approved by ${called(by, me)} ${at(then, now)}. ${since}, so it is to be approved anew.`;
  }
  if (approval.kind === 'approved') {
    const { by } = approval;
    const still = me && samePerson(by, me) ? '' : ' You have not approved it yet.';
    return `Approved by ${called(by, me)} ${at(approval.at, now)}: exactly this text.${still}`;
  }
  const { by, at: then } = approval.approval;
  return `Changed since ${called(by, me)} approved it ${at(then, now)}.`;
}

/** What became of looking at the record, in a sentence or two; of several faults the first. */
export function provenWords({ of_story, entries, head, faults }: Verified): string {
  const [first] = faults;
  if (first) {
    const more = faults.length > 1 ? ` And ${count(faults.length - 1, 'more fault')}:` : '';
    return `The record is not whole. ${first.sentence}${more}`;
  }
  const all = `${count(of_story, 'entry', 'entries')} about this story, ${count(entries, 'entry', 'entries')} in all.`;
  return `The record is whole: ${all}${head ? ` It ends in ${head.slice(0, 12)}…` : ''}`;
}
