import { SvelteMap } from 'svelte/reactivity';
import { asError } from '../api/errors';
import type { ReviewPart, ReviewProposal } from '../api/bindings';
import { WORDS } from '../words/words';
import type { OpenStory } from './open-story.svelte';
import type { Marked } from './reviewing.svelte';
import { partKey, partOf, partText, partsOf } from './review-words';
import type { SavedSo } from './save-queue.svelte';
import { followed, rebased, spansBetween, spansOf, toStory, type Span } from './tracked';

type Answers = (readonly [ReviewPart, ReviewProposal])[];

/** Where the story is remembered that was being suggested on, should the window be killed. */
const KEY = 'copydesk.suggesting';

/** Writing over a story without changing it: each part as I would have it, kept by the desk. */
export class Suggesting {
  on = $state(false);
  /** The body as I would have it, with what I changed as the desk parts it. */
  body = $state.raw<{ text: string; spans: Span[] } | null>(null);
  /** Says something to the person. */
  tell: (text: string) => void = () => {};
  readonly #texts = new SvelteMap<string, string>();
  /** Each text as the desk has it. Nothing on the screen follows it. */
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly #kept = new Map<string, string>();
  /** The story is being changed, and looked at again after that. */
  #look: Promise<unknown> | null = null;

  constructor(private readonly open: OpenStory) {}

  /** What a field of the page shows. */
  text(part: ReviewPart): string {
    const story = partText(this.open.story, part) ?? '';
    return this.on ? (this.#texts.get(partKey(part)) ?? story) : story;
  }

  /** Takes what was typed into a field: as the story's words, or as what I suggest. */
  write(part: ReviewPart, text: string): void {
    if (!this.on) return writePart(this.open, part, text);
    this.#texts.set(partKey(part), text);
    this.#save(part);
  }

  /** From here on what is typed is suggested. False if the story itself is not saved yet. */
  async begin(): Promise<boolean> {
    if (this.on) return true;
    const { saves } = this.open;
    let answers: Answers;
    do {
      if (!(await saves.flush())) return false;
      answers = await this.#ask();
      // What was typed meanwhile belongs to the story.
    } while (saves.dirty);
    this.on = true;
    this.#takeAll(answers);
    localStorage.setItem(KEY, this.open.id);
    return true;
  }

  /** Makes suggestions of what was written. False if that is not saved yet: then nothing ends. */
  async end(): Promise<boolean> {
    do {
      if (!(await this.handOver())) return false;
    } while (this.open.saves.dirty);
    if (this.on) this.open.saves.state = { kind: 'saved', at: null };
    this.on = false;
    this.body = null;
    this.#texts.clear();
    this.#kept.clear();
    if (localStorage.getItem(KEY) === this.open.id) localStorage.removeItem(KEY);
    return true;
  }

  /** Likewise, and goes on suggesting: before something else is done with what was said. */
  async handOver(): Promise<boolean> {
    await this.#look;
    if (!(await this.open.saves.flush())) return false;
    if (this.on) await this.open.transport.call('review_proposed', { id: this.open.id });
    return true;
  }

  /** Goes on where a window that was killed left off; true if it was suggesting. */
  async resume(): Promise<boolean> {
    if (localStorage.getItem(KEY) === this.open.id) return this.begin();
    // What is kept otherwise becomes suggestions; mostly there is nothing.
    await this.open.transport.call('review_proposed', { id: this.open.id });
    return false;
  }

  /** Does something with what was suggested so far, and looks at the outcome. */
  async around<T>(act: () => Promise<T>): Promise<T> {
    if (!(await this.handOver())) throw NOT_SAVED;
    return this.#looking(async () => {
      const done = await act();
      if (this.on) this.#takeAll(await this.#ask());
      return done;
    });
  }

  /** The story is another one now: what I suggest is looked for in it. */
  storyTaken(): void {
    if (!this.on || this.#look) return;
    void this.#looking(async () => {
      await this.open.transport.call('review_proposed', { id: this.open.id });
      this.#takeAll(await this.#ask());
    }).catch((thrown) => this.tell(asError(thrown).message));
  }

  /** A field’s marked words as words of the story, when they are words of what I suggest. */
  inStory({ part, range, quote }: Marked): Marked {
    if (!this.on) return { part, range, quote };
    const story = partText(this.open.story, part) ?? '';
    const spans = spansBetween(story, this.text(part));
    const [start, end] = [toStory(spans, range.start, 'start'), toStory(spans, range.end, 'end')];
    return { part, range: { start, end }, quote: story.slice(start, end) };
  }

  /** While the story may become another one nothing is kept; what is typed then is kept after it. */
  async #looking<T>(act: () => Promise<T>): Promise<T> {
    const look = act();
    this.#look = look.catch(() => {});
    try {
      return await look;
    } finally {
      this.#look = null;
      for (const [key, text] of this.#texts) {
        if (this.#kept.get(key) !== text) this.#save(partOf(key)!);
      }
    }
  }

  #save(part: ReviewPart): void {
    this.open.saves.change(`proposal:${partKey(part)}`, async (base) => {
      const text = this.#texts.get(partKey(part));
      const { id } = this.open;
      if (text === undefined || this.#look) return saved(base);
      try {
        const kept = await this.open.transport.call('review_propose', { id, part, text });
        this.#answered(part, text, kept);
        return saved(base);
      } catch (thrown) {
        if (asError(thrown).code !== 'conflict') throw thrown;
        return this.#meet();
      }
    });
  }

  #answered(part: ReviewPart, text: string, { changes }: ReviewProposal): void {
    this.#kept.set(partKey(part), text);
    this.open.saves.catchUp();
    // What was typed since is on its way too.
    if (part.kind !== 'body' || this.#texts.get('body') !== text) return;
    this.body = { text, spans: spansOf(this.open.story.copy.body, changes) };
  }

  /** Somebody changed the story meanwhile: what I wrote goes on from what it is now. */
  #meet(): Promise<SavedSo> {
    return this.#looking(async () => {
      const story = await this.open.transport.call('story_open', { id: this.open.id });
      this.open.take(story);
      this.#takeAll(await this.#ask());
      this.tell(WORDS.noting.storyChanged);
      return saved(story.version);
    });
  }

  /** Each part as the desk would have it for me. */
  #ask(): Promise<Answers> {
    const { id, story, transport } = this.open;
    const one = async (part: ReviewPart) =>
      [part, await transport.call('review_proposal', { id, part })] as const;
    return Promise.all(partsOf(story).map(one));
  }

  /** Shows each part as the desk has it, with what the desk does not have yet. */
  #takeAll(answers: Answers): void {
    this.open.saves.catchUp();
    for (const [part, { text, changes }] of answers) {
      const key = partKey(part);
      const [mine, kept] = [this.#texts.get(key), this.#kept.get(key)];
      const typed = mine !== undefined && kept !== undefined && mine !== kept;
      const now = typed ? rebased(kept, mine, text) : text;
      this.#kept.set(key, text);
      this.#texts.set(key, now);
      if (part.kind === 'body') {
        const spans = spansOf(this.open.story.copy.body, changes);
        this.body = { text: now, spans: followed(spans, text, now) };
      }
    }
  }
}

/** Writes a part of the story itself. */
export function writePart(open: OpenStory, part: ReviewPart, text: string): void {
  if ('picture' in part) open.editPicture(part.picture, { [part.kind]: text });
  else open.editCopy({ [part.kind]: text });
}

const saved = (version: number): SavedSo => ({
  ...{ version, at: new Date().toISOString() },
  suggested: true,
});

/** Why nothing was done with what was said. */
export const NOT_SAVED = {
  code: 'storage' as const,
  ...WORDS.errors.notSaved,
};
