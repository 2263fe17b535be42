import type { Choice, PacketRead, ToSettle } from '../api/bindings';
import { WORDS } from '../words/words';
import { undecided } from './comparison-words';
import type { Screen } from './screen.svelte';
import { NOT_SAVED } from './suggesting.svelte';
import { UNTITLED } from './words';

const W = WORDS.packets;

/** A packet whose sender has to be confirmed first. */
type Asked = Extract<PacketRead, { kind: 'asks' }> & { path: string };

/** Whether a file is a packet, by its name. */
export const isPacket = (path: string): boolean => /\.story$/i.test(path);

/** Stories that travel as files: written for somebody, and taken in from somebody. */
export class Packets {
  /** Whose key it is has to be said before anything is taken in. */
  asked = $state.raw<Asked | null>(null);
  /** A text that came and was changed on both sides, while somebody says which stands. */
  settling = $state.raw<ToSettle | null>(null);
  /** Which text is to stand, for each place that both changed. */
  choices = $state<Choice[]>([]);

  constructor(private readonly screen: Screen) {}

  /** Asks where the packet of the story on the page is to be kept; null if nowhere. */
  async place(): Promise<string | null> {
    const { open, transport } = this.screen;
    if (!open) return null;
    const { slug, copy } = open.story;
    return transport.call('save_packet_as', { name: `${slugOf(slug || copy.headline)}.story` });
  }

  /** Writes the story on the page into one file; what a person has to know of it. */
  async write(path: string): Promise<string[]> {
    const { open, transport } = this.screen;
    if (!open) return [];
    if (!(await open.suggesting.handOver())) throw NOT_SAVED;
    const { sentences, spoken } = await transport.call('packet_write', { id: open.id, path });
    // Whoever opens one for the first time may ring up and ask for it.
    return [W.written(path), ...sentences, W.key(spoken)];
  }

  /** Asks where to, writes the packet there and says so. */
  async send(): Promise<void> {
    const path = await this.place();
    if (path !== null) this.screen.toasts.say((await this.write(path)).join(' '));
  }

  /** Asks for a packet and takes it in. */
  async choose(): Promise<void> {
    const path = await this.screen.transport.call('choose_packet', {});
    if (path !== null) await this.read(path);
  }

  /** Takes a packet in; `confirmed` is the key somebody said is the sender's. */
  async read(path: string, confirmed: string | null = null): Promise<void> {
    const { open, transport } = this.screen;
    // What is on the page is made one with what comes, so all of it is kept first.
    if (open && !(await open.suggesting.handOver())) throw NOT_SAVED;
    const read = () => transport.call('packet_read', { path, confirmed });
    const { work } = this.screen.comingIn;
    const answer = await work.during(W.opening, read, { stops: true });
    if (work.stopped) return this.#takeBack(answer);
    if (answer.kind === 'asks') {
      this.asked = { ...answer, path };
      this.screen.layout.dialog = 'sender';
      return;
    }
    const { received } = answer;
    await this.screen.look();
    await this.screen.openStory(received.story.id);
    const said = [W.from(answer.sender.person.name), ...received.sentences];
    this.screen.toasts.say(said.join(' '));
    if (received.undecided !== null) await this.show(received.undecided);
  }

  /** Somebody said stop: a story that is new goes into the bin, and one that was here says what was done. */
  async #takeBack(answer: PacketRead): Promise<void> {
    const { comingIn, toasts } = this.screen;
    if (answer.kind === 'asks') return toasts.say(W.stopped);
    const { story, new: isNew } = answer.received;
    if (isNew) return comingIn.bin(story.id, story.copy.headline || UNTITLED);
    await this.screen.look();
    toasts.say(W.tooLate);
  }

  /** Somebody said that the key is the sender's. */
  async confirm(): Promise<void> {
    const asked = this.asked;
    if (!asked) return;
    await this.read(asked.path, asked.sender.person.key);
    this.asked = null;
    if (this.screen.layout.dialog === 'sender') this.screen.layout.dialog = null;
  }

  /** Shows what both sides changed, as both texts stand now; its number is told by the inbox. */
  async show(number: number): Promise<void> {
    const { inbox, layout, open, toasts } = this.screen;
    if (open && !(await open.suggesting.handOver())) throw NOT_SAVED;
    await inbox.refresh();
    const one = inbox.undecided.find((held) => held.number === number);
    if (!one) return toasts.say(W.settled);
    this.settling = one;
    this.choices = one.conflicts.map(undecided);
    layout.dialog = 'received';
  }

  /** Has the chosen texts stand. */
  async settle(): Promise<void> {
    const { screen, settling } = this;
    if (!settling) return;
    const { story: id, version: base_version, number } = settling;
    const choices = $state.snapshot(this.choices);
    try {
      await screen.transport.call('packet_settle', { id, base_version, number, choices });
    } catch (thrown) {
      await this.#lookAgain(settling);
      throw thrown;
    }
    await screen.look();
    this.settling = null;
    screen.layout.dialog = null;
  }

  /** The story may have been changed elsewhere since it was shown: the next try is about what stands now. */
  async #lookAgain({ number, conflicts }: ToSettle): Promise<void> {
    await this.screen.inbox.refresh();
    const now = this.screen.inbox.undecided.find((held) => held.number === number);
    if (!now) return;
    if (now.conflicts.length !== conflicts.length) this.choices = now.conflicts.map(undecided);
    this.settling = now;
  }
}

/** A headline as the name of a file. */
function slugOf(words: string): string {
  const plain = words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const slug = plain.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '');
  return slug.slice(0, 60).replace(/-+$/, '') || 'story';
}
