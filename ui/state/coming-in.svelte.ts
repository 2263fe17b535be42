import { asError } from '../api/errors';
import type { Pasted, Receipt } from '../api/bindings';
import type { OpenStory } from './open-story.svelte';
import { isPacket } from './packets.svelte';
import type { Screen } from './screen.svelte';
import { NOT_SAVED } from './suggesting.svelte';
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

/** What people have in other programs, on its way into stories. */
export class ComingIn {
  /** What is told in the dialog “What came in”. */
  told = $state.raw<CameIn[]>([]);

  constructor(private readonly screen: Screen) {}

  /** Puts what was copied in another program where the caret stands; the plain words if that fails. */
  async paste(html: string, text: string): Promise<void> {
    const { open } = this.screen;
    const marked = open?.editor?.marked();
    if (!open || !marked) return;
    try {
      const { markdown, receipt } = await this.#read(open, html);
      if (markdown !== '') marked.put(markdown);
      if (receipt.dropped.length || receipt.changed.length)
        this.#offer('Pasted, and not all as it was.', [{ name: 'What you pasted', receipt }]);
    } catch (thrown) {
      marked.put(text);
      throw thrown;
    }
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
    const { open, transport, toasts } = this.screen;
    if (open && !(await open.suggesting.handOver())) throw NOT_SAVED;
    const came: CameIn[] = [];
    let last = '';
    for (const path of paths) {
      try {
        const { story, receipt } = await transport.call('import_file', { path });
        came.push({ name: story.copy.headline || UNTITLED, receipt });
        last = story.id;
      } catch (thrown) {
        const { message, hint } = asError(thrown);
        const file = path.split(/[/\\]/).at(-1) ?? path;
        toasts.say(`${file}: ${message} ${hint}`);
      }
    }
    const [first] = came;
    if (!first) return;
    await this.screen.list();
    await this.screen.openStory(last);
    const what = came.length === 1 ? `“${first.name}” is` : `${came.length} stories are`;
    this.#offer(`${what} here.`, came);
  }

  #offer(text: string, told: CameIn[]): void {
    const run = () => {
      this.told = told;
      this.screen.layout.dialog = 'receipt';
    };
    this.screen.toasts.say(text, { label: 'What came in', run });
  }
}
