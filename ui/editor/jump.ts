import type { Finding, ReviewThread } from '../api/bindings';
import type { Hit } from '../state/hits';
import type { OpenStory } from '../state/open-story.svelte';
import type { Marked } from '../state/reviewing.svelte';
import { partOf } from '../state/review-words';

/** Brings the person to what a finding is about. */
export function jumpTo({ field, picture, range }: Finding, open: OpenStory): void {
  if (field === 'body') {
    open.editor?.focus(range?.start, range?.end);
    return;
  }
  // What a picture lacks is asked for beneath it, wherever it stands.
  if (picture) {
    open.editor?.showPicture(picture);
    toPicture(picture, field === 'lead' ? 'caption' : field);
    return;
  }
  toField(field);
}

/** Brings the person to the words somebody said something about. */
export function toThread({ head, place }: ReviewThread, open: OpenStory): void {
  if (place) {
    const { part, range } = place;
    if (part.kind === 'body') open.editor?.focus(range.start, range.end);
    else if ('picture' in part) {
      open.editor?.showPicture(part.picture);
      toPicture(part.picture, part.kind);
    } else toField(part.kind);
  }
  // The caret may have come into other words on the way.
  open.review.current = head.id;
}

/** The words that are marked on the page, if something can be said about them. */
export function selectedWords(open: OpenStory): Marked | null {
  const field = document.activeElement;
  if (isField(field)) {
    const part = partOf(field.dataset.field ?? '');
    const [start, end] = [field.selectionStart ?? 0, field.selectionEnd ?? 0];
    if (!part || part.kind === 'body' || start === end) return null;
    const shown = { part, range: { start, end }, quote: field.value.slice(start, end) };
    return open.suggesting.inStory(shown);
  }
  const range = open.editor?.selected();
  if (!range) return null;
  const quote = open.story.copy.body.slice(range.start, range.end);
  return { part: { kind: 'body' }, range, quote };
}

/** Brings words of a field into view; the person goes into them only if they are to `enter`. */
export function toHit({ key, start, end }: Hit, open: OpenStory, enter: boolean): void {
  const part = partOf(key);
  if (part?.kind === 'body') return open.editor?.show({ start, end }, enter);
  if (part && 'picture' in part) open.editor?.showPicture(part.picture);
  onceThere(key, (place) => {
    place.scrollIntoView({ block: 'center' });
    // WebKit goes into a field whose words are chosen.
    if (!enter || !isField(place)) return;
    place.focus();
    place.setSelectionRange(start, end);
  });
}

const isField = (place: Element | null): place is HTMLInputElement | HTMLTextAreaElement =>
  place instanceof HTMLInputElement || place instanceof HTMLTextAreaElement;

/** Brings the person to a field of the page. */
export function toField(field: string): void {
  const place = document.querySelector<HTMLElement>(`[data-field="${CSS.escape(field)}"]`);
  place?.scrollIntoView({ block: 'center' });
  place?.focus();
}

/** Goes to the next picture of the page that has no credit, from the first again after the last. */
export function toNextCredit(open: OpenStory, name: string): void {
  const body = open.story.copy.body;
  const place = (one: string) => (one === open.lead?.name ? -1 : body.indexOf(`](${one})`));
  const names = open.story.pictures
    .map((one) => one.name)
    .filter((one) => one === open.lead?.name || place(one) >= 0)
    .sort((a, b) => place(a) - place(b));
  const here = names.indexOf(name);
  const after = [...names.slice(here + 1), ...names.slice(0, here)];
  const next = after.find((one) => open.picture(one)?.credit.trim() === '');
  if (next === undefined) return;
  open.editor?.showPicture(next);
  toPicture(next, 'credit');
}

/** How often a field is looked for that comes onto the page only as its picture does. */
const LOOKS = 10;

/** Goes to a field beneath a picture. */
function toPicture(name: string, field: string): void {
  onceThere(`picture:${name}:${field}`, (place) => {
    place.scrollIntoView({ block: 'center' });
    place.focus();
  });
}

/** Does something with a field as soon as it is on the page. */
export function onceThere(key: string, act: (place: HTMLElement) => void, looks = LOOKS): void {
  const place = document.querySelector<HTMLElement>(`[data-field="${CSS.escape(key)}"]`);
  if (place) act(place);
  else if (looks > 0) requestAnimationFrame(() => onceThere(key, act, looks - 1));
}
