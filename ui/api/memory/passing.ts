import type * as T from '../bindings';
import type { Args } from '../calls';
import type { MemoryDesk } from './desk';
import { myself } from './review';

/** Who edits at the made-up desk. */
export const ANN: T.Person = { name: 'Ann Morgan', key: 'b2'.repeat(32) };

type Approved = {
  text: string;
  by: T.Person;
  at: string;
  revision: number | null;
  /** The story was sent back or taken off since. */
  lapsed?: true;
};

/** What is known of a story beside its words. */
export type Passed = {
  /** Each with the text that was passed, and the revision it is kept as. */
  approvals: Approved[];
  holder: T.Person | null;
  /** Who gave it to them; null if they took it themselves. */
  assignedBy?: T.Person | null;
  handedIn: boolean;
  /** The revision that was last handed in. */
  filed: number | null;
  /** The revision that readers got, where an editor made it another text. */
  published?: number;
};

/** All that readers would get: another text needs another approval. */
export const textOf = ({ copy, pictures, kind, section }: T.Story) =>
  JSON.stringify([copy, pictures, kind, section]);

/** What is known of this story; a story that was handed in once stays so. */
export function passedOf(desk: MemoryDesk, id: string): Passed {
  const nothing: Passed = { approvals: [], holder: null, handedIn: false, filed: null };
  const known = desk.passed.get(id) ?? nothing;
  desk.passed.set(id, known);
  if (['filed', 'returned', 'approved'].includes(desk.story(id).status)) known.handedIn = true;
  return known;
}

/** Plays somebody passing the story as it stands. */
export function approve(desk: MemoryDesk, id: string, by: T.Person): void {
  const story = desk.story(id);
  const known = passedOf(desk, id);
  const revision = desk.keep(story, `approved by ${by.name}`);
  known.approvals.push({ text: textOf(story), by, at: desk.at(), revision });
  if (['draft', 'filed', 'returned'].includes(story.status)) story.status = 'approved';
}

/** The story was sent back or taken off: no approval from before counts any more. */
export function lapse({ passed }: Pick<MemoryDesk, 'passed'>, id: string): void {
  for (const one of passed.get(id)?.approvals ?? []) one.lapsed = true;
}

/** Plays somebody sending the story back. */
export function sendBack(desk: MemoryDesk, id: string, text: string, by: T.Person): void {
  const story = desk.story(id);
  if (!['filed', 'approved'].includes(story.status)) throw NOT_HANDED_IN;
  const note = { id: crypto.randomUUID(), text, returns: true, by, at: desk.at() };
  desk.said.of(id).notes.push(note);
  lapse(desk, id);
  desk.change(id, null, (story) => (story.status = 'returned'));
}

/** Plays the writer handing the story in. */
export function handIn(desk: MemoryDesk, id: string): void {
  const known = passedOf(desk, id);
  known.filed = desk.keep(desk.story(id), 'before it was filed');
  known.handedIn = true;
  desk.change(id, null, (story) => (story.status = 'filed'));
}

/** How it stands with the story: whoever works here comes first of those who passed it. */
export function approvalState(desk: MemoryDesk, id: string): T.ApprovalState {
  const { approvals } = passedOf(desk, id);
  const text = textOf(desk.story(id));
  const is = approvals.filter((one) => one.text === text);
  const fits = is.filter(({ lapsed }) => !lapsed);
  const stands = fits.find(({ by }) => by.key === myself(desk).key) ?? fits[0];
  if (stands) return { kind: 'approved', by: stands.by, at: stands.at };
  const before = is.at(-1);
  if (before) return { kind: 'lapsed', by: before.by, at: before.at };
  const last = approvals.at(-1);
  if (!last) return { kind: 'none' };
  const { by, at, revision } = last;
  return { kind: 'changed', approval: { fingerprint: 'f0', by, at }, since: revision };
}

/** The record of a desk in memory is whole: nobody gets past it. */
function verified(desk: MemoryDesk, id: string): T.Verified {
  const kept = [...desk.revisions.values()].map(({ length }) => length);
  const entries = kept.reduce((sum, one) => sum + one, 0);
  const head = 'c0ffee'.repeat(11).slice(0, 64);
  return { entries, of_story: desk.revisions.get(id)?.length ?? 0, head, faults: [] };
}

/** The calls about who passed a story, and who has it in hand. */
export function passing(desk: MemoryDesk) {
  const hold = (id: string, holder: T.Person | null) => {
    const known = passedOf(desk, id);
    if (known.holder && known.holder.key !== myself(desk).key) throw taken(known.holder);
    Object.assign(known, { holder, assignedBy: null });
    return null;
  };
  const assign = (id: string, to: string | null) => {
    const [me, known] = [myself(desk), passedOf(desk, id)];
    const fits = ({ name, key }: T.Person) => to === key || to === name;
    const holder = to === null ? null : [me, ...desk.colleagues].find(fits);
    if (holder === undefined) throw NOBODY;
    Object.assign(known, { holder, assignedBy: holder?.key === me.key ? null : me });
    return null;
  };
  return {
    story_approve: ({ id, base_version }: Args<'story_approve'>) => {
      if (desk.story(id).version !== base_version) throw CHANGED;
      approve(desk, id, myself(desk));
      return structuredClone(desk.story(id));
    },
    story_return: ({ id, reasons }: Args<'story_return'>) => {
      sendBack(desk, id, reasons, myself(desk));
      return structuredClone(desk.story(id));
    },
    record_verify: ({ id }: Args<'record_verify'>) => verified(desk, id),
    revision_handed_in: ({ id }: Args<'revision_handed_in'>) => passedOf(desk, id).filed,
    revision_published: ({ id }: Args<'revision_published'>) =>
      passedOf(desk, id).published ?? null,
    review_take: ({ id }: Args<'review_take'>) => hold(id, myself(desk)),
    review_release: ({ id }: Args<'review_release'>) => hold(id, null),
    review_assign: ({ id, to }: Args<'review_assign'>) => assign(id, to),
    colleague_list: (): T.Person[] => desk.colleagues,
  };
}

const CHANGED: T.Error = {
  code: 'conflict',
  message: 'The story changed after you looked at it, so nothing was approved.',
  hint: 'Look at it once more and approve what is there now.',
};
const NOBODY: T.Error = {
  code: 'not-found',
  message: 'Nobody of that name is known here, so nothing was changed.',
  hint: 'Somebody is known once a story of theirs came.',
};
const NOT_HANDED_IN: T.Error = {
  code: 'illegal-move',
  message: 'The story was not handed in, so there is nothing to send back.',
  hint: 'Write a note about it instead.',
};
const taken = ({ name }: T.Person): T.Error => ({
  code: 'conflict',
  message: `${name} has this story in hand.`,
  hint: 'Ask them to let it go first.',
});
