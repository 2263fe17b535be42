import { tick } from 'svelte';
import { asError } from '../api/errors';
import type { Pasted, PicturesAdded, Receipt } from '../api/bindings';
import { WORDS } from '../words/words';
import type { OpenStory } from './open-story.svelte';
import { LongWork } from './long-work.svelte';
import { isPacket } from './packets.svelte';
import type { Screen } from './screen.svelte';
import { smartQuotes } from './smart-quotes';
import { NOT_SAVED } from './suggesting.svelte';
import { edits } from './word-diff';
import { UNTITLED } from './words';

/** Whether a file is a document of another program, by its name. Of those that cannot be read, why. */
export const isDocument = (path: string): boolean =>
  /\.(?:docx?|dot[xm]?|docm|html?|xhtml|md|markdown|txt|text|textpack|textbundle|odt|fodt|rtf|pages|pdf)$/i.test(
    path,
  );

/** What one file or clipboard was, and what became of it. */
export interface CameIn {
  name: string;
  receipt: Receipt;
}

const W = WORDS.comingIn;
/** Work that can be stopped. */
const STOPS = { stops: true };

/** What people have in other programs, on its way into stories. */
export class ComingIn {
  /** What is told in the dialog “What came in”. */
  told = $state.raw<CameIn[]>([]);

  /** What is being read, where that takes long. */
  readonly work = new LongWork();

  constructor(private readonly screen: Screen) {}

  /** Puts what was copied in another program where the caret stands; the plain words if that fails. */
  async paste(html: string, text: string): Promise<void> {
    const { open } = this.screen;
    const marked = open?.editor?.marked();
    if (!open || !marked) return;
    try {
      const read = () => this.#read(open, html);
      const { markdown, receipt, pictures } = await this.work.during(W.pasting, read, STOPS);
      if (this.work.stopped) return await this.#takeBack(open, pictures);
      if (markdown !== '') marked.put(markdown, this.set(markdown));
      if (receipt.dropped.length || receipt.changed.length)
        this.#offer(W.pasted, [{ name: W.whatPasted, receipt }]);
    } catch (thrown) {
      marked.put(text);
      throw thrown;
    } finally {
      marked.letGo();
    }
  }

  /** Markdown as the house sets it. */
  set(markdown: string): string {
    return this.screen.state?.house.smart_punctuation ? smartQuotes(markdown) : markdown;
  }

  /** Somebody stopped a paste: its pictures leave the story again. */
  async #takeBack(open: OpenStory, { added }: PicturesAdded): Promise<void> {
    for (const { name } of added) await open.removePicture(name);
    this.screen.toasts.say(W.notPasted);
  }

  /** What was copied, as Markdown; pictures in it are the story's from now on. */
  async #read(open: OpenStory, html: string): Promise<Pasted> {
    const labels = [...open.story.copy.body.matchAll(/\[\^([^\]\s]+)\]/g)];
    const args = { id: open.id, html, labels: labels.map(([, label]) => label!) };
    let pasted: Pasted | undefined;
    const call = async () => {
      pasted = await this.screen.transport.call('from_clipboard', args);
      return pasted.pictures;
    };
    // Their lines are in the Markdown.
    await open.add(call, () => {});
    return pasted!;
  }

  /** Asks for a document and makes a story of it. */
  async choose(): Promise<void> {
    const path = await this.screen.transport.call('choose_document', {});
    if (path === null) return;
    if (isPacket(path)) return this.screen.packets.read(path);
    await this.read([path]);
  }

  /** Makes a story of each document, and shows the last; one that is refused holds up no other. */
  async read(paths: string[]): Promise<void> {
    const { open } = this.screen;
    if (open && !(await open.suggesting.handOver())) throw NOT_SAVED;
    const came: (CameIn & { id: string })[] = [];
    const total = { ...STOPS, at: 0, total: paths.length };
    await this.work.during(W.reading, () => this.#stories(paths, came), total);
    const [first, last] = [came[0], came.at(-1)];
    if (!first || !last) return;
    await this.screen.list();
    await this.screen.openStory(last.id);
    await this.#setOpened();
    this.#offer(came.length === 1 ? W.here(first.name) : W.allHere(came.length), came);
  }

  /** Reads one document after another, until somebody says stop. */
  async #stories(paths: string[], came: (CameIn & { id: string })[]): Promise<void> {
    const { transport, toasts } = this.screen;
    for (const path of paths) {
      if (this.work.stopped) return;
      const file = path.split(/[/\\]/).at(-1) ?? path;
      this.work.next(W.readingFile(file));
      try {
        const { story, receipt } = await transport.call('import_file', { path });
        const { id } = story;
        const name = story.copy.headline || UNTITLED;
        if (this.work.stopped) await this.bin(id, name);
        else came.push({ id, name, receipt });
      } catch (thrown) {
        const { message, hint } = asError(thrown);
        toasts.say(W.refused(file, `${message} ${hint}`));
      }
    }
  }

  /** Somebody said stop while a story was read: it goes into the bin, and can come back. */
  async bin(id: string, name: string): Promise<void> {
    const { transport, toasts } = this.screen;
    const move = async (by: 'spike' | 'unspike') => {
      await transport.call('story_move', { id, by });
      await this.screen.list();
    };
    await move('spike');
    const run = () => void this.screen.attempt(() => move('unspike'));
    toasts.say(W.stopped(name), { label: WORDS.told.undo, run });
  }

  /** Sets the quotes of what came in as the house has them: a step of its own, which Undo takes back first. */
  async #setOpened(): Promise<void> {
    await tick();
    const open = this.screen.open;
    const body = open?.story.copy.body ?? '';
    const changes = edits(body, this.set(body));
    if (changes.length) open?.editor?.rewrite(changes);
  }

  #offer(text: string, told: CameIn[]): void {
    const run = () => {
      this.told = told;
      this.screen.layout.dialog = 'receipt';
    };
    this.screen.toasts.say(text, { label: W.receipt, run });
  }
}
