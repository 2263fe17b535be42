import type {
  Mark,
  Person,
  ReviewHow,
  ReviewPart,
  ReviewSuggestion,
  ReviewThread,
  ReviewView,
  Story,
} from '../api/bindings';
import { WORDS } from '../words/words';

const W = WORDS.spoken;
const NAMES = WORDS.names;

/** What a field of the page is named: `headline`, `dateline`, `picture:roof.jpg:caption`. */
export type FieldKey = string;

/** A part as the page's fields are named. */
export const partKey = (part: ReviewPart): FieldKey =>
  'picture' in part ? `picture:${part.picture}:${part.kind}` : part.kind;

/** The part a field of the page shows; null if nothing can be said about that field. */
export function partOf(key: string): ReviewPart | null {
  const picture = /^picture:(.+):(caption|credit|alt)$/s.exec(key);
  if (picture) return { kind: picture[2] as 'caption' | 'credit' | 'alt', picture: picture[1]! };
  const [kind] = (['headline', 'standfirst', 'byline', 'body'] as const).filter((k) => k === key);
  return kind ? { kind } : null;
}

/** “Headline”, “Caption of roof.jpg”. */
export const partName = (part: ReviewPart): string =>
  'picture' in part
    ? WORDS.picture.of(NAMES.parts[part.kind], part.picture)
    : NAMES.parts[part.kind];

/** What stands in a part now; null if the picture is gone. */
export function partText({ copy, pictures }: Story, part: ReviewPart): string | null {
  if (!('picture' in part)) return copy[part.kind];
  return pictures.find(({ name }) => name === part.picture)?.[part.kind] ?? null;
}

/** Every part of a story, in the order they are read. */
export function partsOf(story: Story): ReviewPart[] {
  const kinds = ['headline', 'standfirst', 'byline', 'body'] as const;
  const words = ['caption', 'credit', 'alt'] as const;
  return [
    ...kinds.map((kind) => ({ kind })),
    ...story.pictures.flatMap(({ name }) => words.map((kind) => ({ kind, picture: name }))),
  ];
}

/** The keys tell who somebody is, or the names where one has no key (`Person::is`). */
export const samePerson = (one: Person, other: Person): boolean =>
  one.key && other.key ? one.key === other.key : one.name === other.name;

/** Somebody as the person at this desk would say it. */
export const called = (person: Person, me: Person | null): string =>
  me && samePerson(person, me) ? NAMES.you : person.name;

/** Likewise, as a sentence begins with it. */
export const named = (person: Person, me: Person | null): string =>
  me && samePerson(person, me) ? NAMES.youFirst : person.name;

/** The words a suggestion puts in and takes out, for who cannot see line breaks and picture lines. */
export function plain(text: string): string {
  return text
    .replace(/!\[[^\]]*\]\(([^)\s]+)\)/g, (_, name: string) => W.picture(name))
    .replace(/\s*\n\s*\n\s*/g, ' ¶ ')
    .replace(/\n/g, ' ↵ ');
}

/** Words in quotation marks, the middle of long ones left out. */
export function quoted(text: string, most = 120): string {
  const words = plain(text);
  const half = Math.floor(most / 2);
  const short = words.length > most ? `${words.slice(0, half)} … ${words.slice(-half)}` : words;
  return W.quoted(short);
}

/** What a suggestion does: “delete “old”, insert “new””. */
export function does(was: string, now: string): string {
  const words = (text: string) => {
    if (text.trim()) return quoted(text);
    return text.includes('\n') ? W.lineBreak : W.space;
  };
  return W.does(was && words(was), now && words(now));
}

/** A thread in one sentence, as a screen reader hears it. */
export function spoken({ head, replies }: ReviewThread, me: Person | null): string {
  const by = called(head.by, me);
  return head.kind === 'suggestion'
    ? W.suggestion(by, does(head.anchor.quote, head.instead), replies.length)
    : W.note(by, head.text, replies.length);
}

const BECAME: Record<ReviewHow, (by: string) => string> = W.became;

/** What became of a thread: “Accepted by Ann”; empty while nobody decided. */
export function became({ head }: ReviewThread, me: Person | null): string {
  return head.settled ? BECAME[head.settled.how](called(head.settled.by, me)) : '';
}

/** Nobody needs to read what its own author thought better of. */
const forgotten = ({ head, replies }: ReviewThread) =>
  head.settled?.how === 'taken-back' && replies.length === 0;

/** The threads of a story as the panel lists them. */
export function groups(view: ReviewView) {
  const open = (threads: ReviewThread[]) => threads.filter((one) => one.open);
  const closed = [...view.placed, ...view.general, ...view.past].filter((one) => !one.open);
  return {
    placed: open(view.placed),
    unplaced: view.unplaced,
    general: open(view.general),
    closed: closed.filter((one) => !forgotten(one)),
  };
}

/** What of it has to do with one part and is open. */
export const inPart = (view: ReviewView, part: ReviewPart): ReviewThread[] =>
  view.placed.filter(({ open, place }) => open && !!place && partKey(place.part) === partKey(part));

/** Who suggests several things that can be decided at once. */
export function suggesters(view: ReviewView): { person: Person; ids: string[] }[] {
  const all: { person: Person; ids: string[] }[] = [];
  for (const { head, open } of view.placed) {
    if (!open || head.kind !== 'suggestion') continue;
    const there = all.find(({ person }) => samePerson(person, head.by));
    if (there) there.ids.push(head.id);
    else all.push({ person: head.by, ids: [head.id] });
  }
  return all.filter(({ ids }) => ids.length > 1);
}

/** The thread after or before one, of those open in the text; from the other end after the last. */
export function beside(view: ReviewView, from: string | null, by: 1 | -1): ReviewThread | null {
  const threads = view.placed.filter(({ open }) => open);
  const at = threads.findIndex(({ head }) => head.id === from);
  const next = at < 0 ? (by > 0 ? 0 : -1) : (at + by) % threads.length;
  return threads.at(next) ?? null;
}

/** The words a thread is about. */
export const quoteOf = ({ head }: ReviewThread): string => head.anchor?.quote ?? '';

/** Whether a thread is a suggestion. */
export const isSuggestion = (
  thread: ReviewThread,
): thread is ReviewThread & { head: { kind: 'suggestion' } & ReviewSuggestion & Mark } =>
  thread.head.kind === 'suggestion';
