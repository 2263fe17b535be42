import { WORDS } from '../words/words';
import type { OpenStory } from './open-story.svelte';
import { edited, hitsOn, inverse, moved, textIn, type Hit, type Wanted } from './hits';
import { partName, partOf, type FieldKey } from './review-words';
import type { Screen } from './screen.svelte';
import { edits, type Edit } from './word-diff';

const W = WORDS.find;

/** What became of one field: its text before, and what was put into it. */
type Replaced = { was: string; edits: Edit[] };

/** Finding words in every field of the page, and putting others in their place. */
export class Find {
  shown = $state(false);
  /** How often somebody asked for it: each time the field for the words is gone to. */
  asked = $state(0);
  wanted = $state.raw<Wanted>({ text: '', matchCase: false, wholeWords: false });
  instead = $state('');
  hits = $state.raw<Hit[]>([]);
  /** Which of them the person is at; -1 while at none. */
  at = $state(-1);

  constructor(private readonly screen: Screen) {}

  get hit(): Hit | null {
    return this.hits[this.at] ?? null;
  }

  /** What is looked for while somebody looks. */
  get sought(): Wanted | null {
    return this.shown && this.wanted.text ? this.wanted : null;
  }

  /** Where the person is among the hits, in words. */
  get told(): string {
    if (!this.wanted.text) return '';
    const all = this.hits.length;
    if (!all) return W.notFound;
    if (!this.hit) return W.found(all);
    const part = partOf(this.hit.key);
    if (part?.kind === 'body') return W.at(this.at + 1, all);
    const field = part ? partName(part) : WORDS.spots.fields.dateline;
    return W.atIn(this.at + 1, all, field);
  }

  /** Opens the bar; marked words are what is looked for. */
  ask(words: string | undefined): void {
    if (words && !words.includes('\n')) this.look({ text: words });
    else this.look({});
    this.shown = true;
    this.asked += 1;
  }

  close(): void {
    this.shown = false;
    this.at = -1;
  }

  /** Looks for something else, or again: the person stays at the hit they were at. */
  look(change: Partial<Wanted>): void {
    const here = this.hit;
    this.wanted = { ...this.wanted, ...change };
    const { open } = this.screen;
    open?.saves.catchUp();
    this.hits = open ? hitsOn(open, this.wanted) : [];
    this.at = here
      ? this.hits.findIndex(({ key, start }) => key === here.key && start === here.start)
      : -1;
  }

  /** Goes to the next hit or the one before, from the other end after the last. */
  step(by: 1 | -1): Hit | null {
    this.look({});
    const all = this.hits.length;
    if (!all) return null;
    this.at = this.at < 0 ? (by > 0 ? 0 : all - 1) : (this.at + by + all) % all;
    return this.hit;
  }

  /** Puts the other words in the place of the hit and goes on; at none yet, goes to the first. */
  replace(): Hit | null {
    const { open } = this.screen;
    this.look({});
    const { hit, at, instead } = this;
    if (!open || !hit) return this.step(1);
    put(open, hit.key, [{ from: hit.start, to: hit.end, insert: instead }]);
    this.at = -1;
    this.look({});
    // What was put in may hold what is looked for.
    const done = ({ key, start }: Hit) => key === hit.key && start < hit.start + instead.length;
    let next = at;
    while (this.hits[next] && done(this.hits[next]!)) next += 1;
    this.at = this.hits[next] ? next : this.hits.length ? 0 : -1;
    return this.hit;
  }

  /** Puts the other words in the place of every hit; one press takes all of it back. */
  replaceAll(): void {
    const { open } = this.screen;
    this.look({});
    if (!open || !this.hits.length) return;
    const many = this.hits.length;
    // Nothing on the screen follows it.
    // eslint-disable-next-line svelte/prefer-svelte-reactivity
    const all = new Map<FieldKey, Replaced>();
    for (const { key, start, end } of this.hits) {
      const field = all.get(key) ?? { was: textIn(open, key), edits: [] };
      field.edits.push({ from: start, to: end, insert: this.instead });
      all.set(key, field);
    }
    for (const [key, { edits }] of all) put(open, key, edits);
    this.at = -1;
    this.look({});
    const undo = () => takeBack(open, all);
    const said = WORDS.told.replaced(many);
    this.screen.toasts.say(said, { label: WORDS.told.undo, run: undo });
  }
}

/** Changes what a field of the page shows, as if it had been typed there. */
function put(open: OpenStory, key: FieldKey, edits: Edit[]): void {
  if (!edits.length) return;
  if (key === 'body' && open.editor) return open.editor.rewrite(edits);
  const text = edited(textIn(open, key), edits);
  const part = partOf(key);
  if (part) open.suggesting.write(part, text);
  else open.editCopy({ dateline: text });
}

/** Puts back what was replaced; what was written since stays. */
function takeBack(open: OpenStory, all: Map<FieldKey, Replaced>): void {
  open.saves.catchUp();
  for (const [key, { was, edits: done }] of all) {
    const since = edits(edited(was, done), textIn(open, key));
    put(open, key, moved(inverse(was, done), since));
  }
}
