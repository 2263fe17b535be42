import { asError } from '../api/errors';
import type {
  Copy,
  Focus,
  Kept,
  Kind,
  Picture,
  PicturesAdded,
  Shape,
  Story,
  Words,
} from '../api/bindings';
import type { Transport } from '../api/calls';
import { Adding, type Dropped } from './adding.svelte';
import type { BodyEditor, Place, Spot } from './body-editor';
import { Reviewing } from './reviewing.svelte';
import { SaveQueue } from './save-queue.svelte';
import { Together } from './together.svelte';
import { Suggesting } from './suggesting.svelte';
import { goOnFrom, sameWords, writtenOf } from './words';

/** What a person may change about a picture. */
export type PictureChange = Partial<Words> & {
  focus?: Focus | undefined;
  crop?: Shape | undefined;
  kept?: Kept;
};

/** Two texts of one story, when it was changed in two places. */
export type Conflict = { mine: Story; theirs: Story };

/** The story on the page: what the person sees is here first, and saved behind. */
export class OpenStory {
  readonly id: string;
  story: Story;
  readonly saves: SaveQueue;
  readonly adding = new Adding();
  conflict = $state.raw<Conflict | null>(null);
  /** Both texts of the conflict are being shown. */
  comparing = $state(false);
  /** The editor of the body while the page shows it. */
  editor: BodyEditor | null = null;
  readonly together = new Together(this);
  readonly review = new Reviewing(this);
  readonly suggesting = new Suggesting(this);
  /** Reads the body as the page has it. */
  #typed = (): string => this.story.copy.body;
  /** Versions in which no word changed. */
  #wordless: number[] = [];
  /** The story as it last stood on disk, to tell a real conflict from a mere new version. */
  #kept: Story;

  constructor(
    readonly transport: Transport,
    story: Story,
  ) {
    this.id = story.id;
    this.story = $state(story);
    this.#kept = structuredClone(story);
    const take = () => this.suggesting.write({ kind: 'body' }, this.#typed());
    this.saves = new SaveQueue(story.version, () => this.#meet(), take);
  }

  /** Whether anything is written. */
  get begun(): boolean {
    return !!(this.story.copy.headline || this.story.copy.body);
  }

  get lead(): Picture | undefined {
    return this.story.pictures.find(({ role }) => role === 'lead');
  }

  picture(name: string): Picture | undefined {
    return this.story.pictures.find((one) => one.name === name);
  }

  /** The address a picture is shown from. */
  url(picture: Picture, edge: number): string {
    return this.transport.pictureUrl(picture.sha256, edge);
  }

  /** The body is being written; `saves` catches up with it before they save. */
  typing(body: () => string): void {
    this.#typed = body;
    this.saves.typed();
  }

  editCopy(change: Partial<Copy>): void {
    Object.assign(this.story.copy, change);
    this.saves.change('copy', async (base_version) => {
      const copy = $state.snapshot(this.story.copy);
      if (!copy.dateline) delete copy.dateline;
      const saved = await this.transport.call('save_copy', { id: this.id, base_version, copy });
      this.#kept.copy = copy;
      return saved;
    });
  }

  editDetails(change: { kind?: Kind; section?: string; slug?: string }): void {
    Object.assign(this.story, change);
    this.saves.change('details', async (base_version) => {
      const { id, kind, section, slug } = this.story;
      const details = { kind, section, slug };
      const saved = await this.transport.call('save_details', { id, base_version, ...details });
      Object.assign(this.#kept, details);
      return saved;
    });
  }

  editPicture(name: string, change: PictureChange): void {
    const picture = this.picture(name);
    if (!picture) return;
    Object.assign(picture, change);
    this.#savePicture(name);
  }

  /** Moves a picture to the top of the page; the one that stood there goes into the text. */
  makeLead(name: string): void {
    const former = this.lead;
    for (const one of this.story.pictures) one.role = one.name === name ? 'lead' : 'inline';
    this.editor?.removePicture(name);
    if (former && former.name !== name) this.editor?.insertLines([line(former.name)], 'caret');
    this.#savePicture(name);
  }

  /** Moves the lead picture into the text, where the caret stands. */
  moveIntoText(name: string): void {
    const picture = this.picture(name);
    if (!picture) return;
    picture.role = 'inline';
    this.editor?.insertLines([line(name)], 'caret');
    this.#savePicture(name);
  }

  /** Adds picture files one by one, so that what is typed meanwhile is saved between them. */
  async addFiles(paths: string[], place: Place = 'caret'): Promise<Dropped> {
    const spot = this.editor?.spot(place);
    const together = this.together.begin();
    const one = async (path: string) => {
      const answer = await this.add(
        () => this.transport.call('picture_add_files', { id: this.id, paths: [path] }),
        (lines) => this.#intoText(lines, spot, paths.length === 1),
      );
      together.push(...answer.added.map(({ name }) => name));
      return answer;
    };
    try {
      return await this.adding.add(paths, one);
    } finally {
      spot?.letGo();
    }
  }

  /** Adds the picture on the clipboard, if one is there. */
  async paste(): Promise<Dropped | null> {
    let pasted = true;
    const call = async () => {
      const added = await this.transport.call('paste_picture', { id: this.id });
      pasted = added !== null;
      return added ?? { version: this.saves.version, added: [], already: [], refused: [] };
    };
    const spot = this.editor?.spot('caret');
    const { added, already, refused } = await this.add(call, (lines) =>
      this.#intoText(lines, spot, true),
    ).finally(() => spot?.letGo());
    return pasted ? { added: added.map(({ name }) => name), already, refused, left: 0 } : null;
  }

  /** Takes a picture off the story; answers how to put it back. */
  async removePicture(name: string): Promise<() => Promise<void>> {
    const picture = $state.snapshot(this.picture(name)) as Picture;
    const lines = this.editor?.removePicture(name) ?? [];
    this.story.pictures = this.story.pictures.filter((one) => one.name !== name);
    await this.saves.after(() => this.transport.call('picture_remove', { id: this.id, name }));
    this.#kept.pictures = this.#kept.pictures.filter((one) => one.name !== name);
    return async () => {
      await this.saves.after(() =>
        this.transport.call('picture_restore', { id: this.id, picture }),
      );
      this.story.pictures.push(picture);
      this.#kept.pictures.push(structuredClone(picture));
      this.editor?.restorePicture(name, lines);
    };
  }

  /** Shows the story as the desk has it now, unless something typed is not saved yet. */
  async refresh(): Promise<void> {
    // Of a picture on its way in the desk may know before the page does.
    const busy = () => this.saves.dirty || this.adding.running;
    if (busy()) return;
    const story = await this.transport.call('story_open', { id: this.id });
    if (busy() || story.version < this.saves.version) return;
    this.take(story);
  }

  /** Shows this text from now on. */
  take(story: Story): void {
    this.saves.catchUp();
    const otherBody = story.copy.body !== this.story.copy.body;
    this.#kept = structuredClone(story);
    Object.assign(this.story, story);
    this.saves.version = story.version;
    if (otherBody && !this.suggesting.on) this.editor?.replace(story.copy.body);
    this.suggesting.storyTaken();
  }

  /** Takes over that the story was locked, or the lock lifted: no word changed with that. */
  locked({ version, updated, embargo }: Story): void {
    this.#wordless.push(version);
    Object.assign(this.story, { version, updated, embargo });
  }

  /** How often its words changed after `version`. */
  changesSince(version: number): number {
    return this.saves.version - version - this.#wordless.filter((one) => one > version).length;
  }

  /** Ends a conflict: what I changed goes on from theirs, or theirs take the page. Both stay in the history. */
  async settle(choice: 'mine' | 'theirs'): Promise<void> {
    const theirs = this.conflict?.theirs;
    if (!theirs) return;
    if (choice === 'theirs') {
      await this.saves.setAside();
      this.take(theirs);
    } else {
      goOnFrom(theirs, this.story, this.#kept);
      this.#kept = structuredClone(theirs);
    }
    this.conflict = null;
    this.comparing = false;
    await this.saves.resume(theirs.version);
  }

  /** Shows both texts as they stand now. */
  compare(): Promise<void> {
    return this.#meet();
  }

  async add(
    call: () => Promise<PicturesAdded>,
    intoText: (lines: string[]) => void,
  ): Promise<PicturesAdded> {
    const answer = await this.saves.after(call);
    // They may have come with a look at the whole story meanwhile.
    const added = answer.added.filter(({ name }) => !this.picture(name));
    this.story.pictures.push(...structuredClone(added));
    this.#kept.pictures.push(...structuredClone(added));
    const names = [...answer.added.map(({ name }) => name), ...answer.already];
    const lines = names
      .filter((name) => this.picture(name)?.role === 'inline')
      .map(line)
      .filter((one) => !this.story.copy.body.includes(one));
    if (lines.length) intoText(lines);
    return answer;
  }

  #intoText(lines: string[], spot: Spot | undefined, follow: boolean): void {
    if (spot) return spot.insert(lines, follow);
    this.editCopy({ body: `${[this.story.copy.body.trimEnd(), ...lines].join('\n\n')}\n` });
  }

  #savePicture(name: string): void {
    this.saves.change(`picture:${name}`, async (base_version) => {
      const picture = $state.snapshot(this.picture(name)) as Picture | undefined;
      if (!picture) return { version: base_version, at: this.story.updated };
      const saved = await this.transport.call('save_picture', {
        ...{ id: this.id, base_version, name, written: writtenOf(picture) },
      });
      this.#kept.pictures = this.#kept.pictures.map((one) => {
        if (one.name === name) return picture;
        return picture.role === 'lead' ? { ...one, role: 'inline' } : one;
      });
      return saved;
    });
  }

  /** The story was changed elsewhere: goes on by itself if no word differs, else shows both. */
  async #meet(): Promise<void> {
    try {
      const theirs = await this.transport.call('story_open', { id: this.id });
      if (sameWords(theirs, this.#kept)) {
        this.story.status = theirs.status;
        await this.saves.resume(theirs.version);
      } else if (!this.saves.dirty) {
        this.take(theirs);
        await this.saves.resume(theirs.version);
      } else {
        this.saves.catchUp();
        this.conflict = { mine: $state.snapshot(this.story) as Story, theirs };
        this.comparing = true;
      }
    } catch (thrown) {
      this.saves.state = { kind: 'failed', error: asError(thrown) };
    }
  }
}

/** A picture's line in the body. */
const line = (name: string): string => `![](${name})`;
