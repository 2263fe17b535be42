import type * as T from '../bindings';
import type { Args } from '../calls';
import { edits } from '../../state/word-diff';
import { partKey, partText, samePerson } from '../../state/review-words';
import { refusal, type MemoryDesk } from './desk';
import { approvalState, passedOf } from './passing';

type Notes = { notes: T.ReviewNote[]; suggestions: T.ReviewSuggestion[] };
type Proposing = { part: T.ReviewPart; base: string; text: string };
type Placed = { one: T.ReviewSuggestion; start: number; end: number };

type Marks = () => T.Mark;
type Whose = (by: T.Person) => boolean;

/** Characters kept of what stands around marked words. */
const AROUND = 24;

/** What was said about the stories of a desk in memory. */
export class Said {
  readonly #said = new Map<string, Notes>();
  readonly proposing = new Map<string, Proposing[]>();

  of(id: string): Notes {
    const there = this.#said.get(id) ?? { notes: [], suggestions: [] };
    this.#said.set(id, there);
    return there;
  }
}

function anchorAt(part: T.ReviewPart, text: string, start: number, end: number): T.Anchor {
  const before = text.slice(Math.max(0, start - AROUND), start);
  const after = text.slice(end, end + AROUND);
  return { part, quote: text.slice(start, end), before, after, at: start };
}

/** Where marked words stand now, by what stands around them on either side; null if nowhere. */
function find({ quote, before, after }: T.Anchor, text: string): T.Utf16Range | null {
  const tries: [string, string, string][] = [
    [before, quote, after],
    [before, quote, ''],
    ['', quote, after],
  ];
  for (const [left, words, right] of tries) {
    const whole = left + words + right;
    const at = text.indexOf(whole);
    if (whole && at >= 0) return { start: at + left.length, end: at + left.length + words.length };
  }
  return !quote && !text ? { start: 0, end: 0 } : null;
}

/** Plays somebody else who suggests other words, or says something about some. */
export function saidElsewhere(
  desk: MemoryDesk,
  id: string,
  name: string,
  words: string,
  more: { instead?: string; note?: string; part?: T.ReviewPart },
): string {
  const part = more.part ?? { kind: 'body' as const };
  const text = partText(desk.story(id), part) ?? '';
  const at = text.indexOf(words);
  const anchor = anchorAt(part, text, at, at + words.length);
  const made = { id: crypto.randomUUID(), by: { name, key: name }, at: desk.at(), anchor };
  const { notes, suggestions } = desk.said.of(id);
  if (more.note !== undefined) notes.push({ ...made, text: more.note });
  else suggestions.push({ ...made, instead: more.instead ?? '' });
  return made.id;
}

const isOpen = ({ settled }: { settled?: T.Settled }) => !settled || settled.how === 'reopened';

/** Someone's open suggestions about a part with a place in its text, none over another. */
function placed(said: Notes, part: T.ReviewPart, text: string, of: (by: T.Person) => boolean) {
  const mine = said.suggestions.filter(
    (one) => isOpen(one) && of(one.by) && partKey(one.anchor.part) === partKey(part),
  );
  const all = mine.flatMap((one): Placed[] => {
    const range = find(one.anchor, text);
    return range ? [{ one, ...range }] : [];
  });
  all.sort((a, b) => a.start - b.start || a.end - b.end);
  return all.filter(({ start }, n) => n === 0 || start >= all[n - 1]!.end);
}

function proposalOf(text: string, all: Placed[]): T.ReviewProposal {
  let [now, at] = ['', 0];
  const changes = all.map(({ one, start, end }): T.ReviewChange => {
    now += text.slice(at, start);
    const from = now.length;
    now += one.instead;
    at = end;
    return { id: one.id, was: { start, end }, now: { start: from, end: now.length } };
  });
  return { text: now + text.slice(at), changes, left: [] };
}

/** The key of whoever works at this desk. */
export const ME = 'me';

/** Who works at this desk. */
export function myself(desk: MemoryDesk): T.Person {
  const name = (desk.state.byline ?? '').replace(/^By /, '');
  if (!name) throw refusal('invalid', 'Nobody has said who works here.', 'Say who you are.');
  return { name, key: ME };
}

/** My suggestions as they are once what I am writing has become some. */
function withProposals(desk: MemoryDesk, id: string, mark: Marks, mine: Whose): Notes {
  const said = structuredClone(desk.said.of(id));
  for (const { part, base, text } of desk.said.proposing.get(id) ?? []) {
    const key = partKey(part);
    const old = placed(said, part, base, mine);
    const wanted = edits(base, text);
    const same = ({ one, start, end }: Placed) =>
      wanted.some((e) => e.from === start && e.to === end && e.insert === one.instead);
    for (const one of old.filter((it) => !same(it))) {
      one.one.settled = { ...mark(), how: 'taken-back' };
    }
    for (const { from, to, insert } of wanted) {
      const kept = old.some(
        ({ one, start, end }) => start === from && end === to && one.instead === insert,
      );
      if (kept) continue;
      const anchor = anchorAt(part, base, from, to);
      const id = `${key} ${from} ${insert} ${said.suggestions.length}`;
      said.suggestions.push({ id, ...mark(), anchor, instead: insert });
    }
  }
  return said;
}

/** The calls about notes and suggestions. */
export function reviewing(desk: MemoryDesk) {
  const me = () => myself(desk);
  const mark = () => ({ by: me(), at: desk.at() });
  const mine = (by: T.Person) => samePerson(by, me());
  const textOf = (id: string, part: T.ReviewPart) => partText(desk.story(id), part) ?? '';

  const proposal = (id: string, part: T.ReviewPart) => {
    const text = textOf(id, part);
    return proposalOf(text, placed(withProposals(desk, id, mark, mine), part, text, mine));
  };
  const endProposing = (id: string) => {
    if (!desk.said.proposing.get(id)?.length) return;
    Object.assign(desk.said.of(id), withProposals(desk, id, mark, mine));
    desk.said.proposing.delete(id);
  };
  return {
    ...saying(desk, mark),
    ...deciding(desk, mark, mine),
    review_proposal: ({ id, part }: Args<'review_proposal'>) => proposal(id, part),
    review_propose: ({ id, part, text }: Args<'review_propose'>) => {
      const all = desk.said.proposing.get(id) ?? [];
      const held = all.find((one) => partKey(one.part) === partKey(part));
      const base = textOf(id, part);
      if (held && held.base !== base) {
        endProposing(id);
        throw refusal('conflict', 'The story was changed meanwhile.', 'Go on from its text now.');
      }
      if (held) held.text = text;
      else desk.said.proposing.set(id, [...all, { part, base, text }]);
      return proposal(id, part);
    },
    review_proposed: ({ id }: { id: string }) => (endProposing(id), null),
  };
}

/** Notes and answers, and what became of them. */
function saying(desk: MemoryDesk, mark: Marks) {
  return {
    review: ({ id }: { id: string }) => beside(desk, id),
    review_note: ({ id, text, part, range }: Args<'review_note'>): T.ReviewNote => {
      const note: T.ReviewNote = { id: crypto.randomUUID(), ...mark(), text };
      if (part && range) {
        const words = partText(desk.story(id), part) ?? '';
        note.anchor = anchorAt(part, words, range.start, range.end);
      }
      desk.said.of(id).notes.push(note);
      return note;
    },
    review_answer: ({ id, to, text }: Args<'review_answer'>): T.ReviewNote => {
      const note = { id: crypto.randomUUID(), ...mark(), text, answers: to };
      desk.said.of(id).notes.push(note);
      return note;
    },
    review_settle: ({ id, what, how }: Args<'review_settle'>) => {
      const { notes, suggestions } = desk.said.of(id);
      const found = [...notes, ...suggestions].find((one) => one.id === what);
      if (found) found.settled = { ...mark(), how };
      return null;
    },
  };
}

/** What becomes of suggestions. */
function deciding(desk: MemoryDesk, mark: Marks, mine: (by: T.Person) => boolean) {
  const chosen = (id: string, which: string[]) =>
    desk.said.of(id).suggestions.filter((one) => which.includes(one.id) && isOpen(one));
  return {
    review_accept: ({ id, base_version, which }: Args<'review_accept'>): T.SuggestionsDecided => {
      const accepted: string[] = [];
      desk.keep(desk.story(id), 'before suggestions were accepted');
      desk.change(id, base_version, (story) => {
        for (const one of chosen(id, which)) {
          const { part } = one.anchor;
          const text = partText(story, part) ?? '';
          const range = find(one.anchor, text);
          if (!range) continue;
          const now = text.slice(0, range.start) + one.instead + text.slice(range.end);
          if (!('picture' in part)) story.copy[part.kind] = now;
          else story.pictures.find(({ name }) => name === part.picture)![part.kind] = now;
          one.settled = { ...mark(), how: 'accepted' };
          accepted.push(one.id);
        }
      });
      return { story: structuredClone(desk.story(id)), accepted, unplaced: [] };
    },
    review_reject: ({ id, which }: Args<'review_reject'>) => {
      for (const one of chosen(id, which)) {
        one.settled = { ...mark(), how: mine(one.by) ? 'taken-back' : 'rejected' };
      }
      return null;
    },
  };
}

function beside(desk: MemoryDesk, id: string): T.Beside {
  const story = desk.story(id);
  const { holder, handedIn } = passedOf(desk, id);
  const { notes, suggestions } = desk.said.of(id);
  const heads: T.ReviewHead[] = [
    ...suggestions.map((one) => ({ kind: 'suggestion' as const, ...one })),
    ...notes.filter((one) => !one.answers).map((one) => ({ kind: 'note' as const, ...one })),
  ];
  const view: T.ReviewView = { placed: [], unplaced: [], general: [], past: [], open: 0 };
  for (const head of heads) {
    const replies = notes.filter(({ answers }) => answers === head.id);
    const thread: T.ReviewThread = { head, replies, open: isOpen(head), overlaps: [] };
    view.open += Number(thread.open);
    if (!head.anchor) {
      view.general.push(thread);
      continue;
    }
    const { anchor } = head;
    const quote =
      head.kind === 'suggestion' && head.settled?.how === 'accepted' ? head.instead : anchor.quote;
    const range = find({ ...anchor, quote }, partText(story, anchor.part) ?? '');
    if (range) view.placed.push({ ...thread, place: { part: anchor.part, range } });
    else (thread.open ? view.unplaced : view.past).push(thread);
  }
  const order = ['headline', 'standfirst', 'byline', 'body'];
  const rank = ({ place }: T.ReviewThread) => {
    const n = order.indexOf(place!.part.kind);
    return n < 0 ? order.length : n;
  };
  view.placed.sort((a, b) => rank(a) - rank(b) || a.place!.range.start - b.place!.range.start);
  const name = (desk.state.byline ?? '').replace(/^By /, '');
  return structuredClone({
    ...{ view, me: name ? { name, key: ME } : null },
    ...{ approval: approvalState(desk, id), holder, handed_in: handedIn },
  });
}
