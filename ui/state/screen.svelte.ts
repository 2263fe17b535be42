import { createContext, tick } from 'svelte';
import { asError } from '../api/errors';
import type { AppState, Error as DeskError, Finding, Story } from '../api/bindings';
import type { Changed, Transport } from '../api/calls';
import { WORDS } from '../words/words';
import { told } from './adding.svelte';
import { checked, type Checked } from './checked';
import { binOrTakeOut } from './binning';
import { ComingIn } from './coming-in.svelte';
import { Credits } from './credits.svelte';
import { Deliveries } from './deliveries.svelte';
import { Find } from './find.svelte';
import { closeNow, goOn } from './first-look';
import { drawn } from './frames';
import { Inbox } from './inbox.svelte';
import { Layout } from './layout.svelte';
import type { Place } from './body-editor';
import { Notes } from './notes.svelte';
import { OpenStory } from './open-story.svelte';
import { Outbox } from './outbox.svelte';
import { Packets } from './packets.svelte';
import { Passing } from './passing.svelte';
import { Publishing } from './publishing.svelte';
import { Sites } from './sites.svelte';
import { Spelling } from './spelling.svelte';
import { Stories } from './stories.svelte';
import { Texts } from './texts.svelte';
import { Toasts } from './toasts.svelte';
import { Unfinished } from './unfinished';

const W = WORDS.told;

/** Everything the screen shows and can do. One per window. */
export class Screen {
  state = $state.raw<AppState | null>(null);
  open = $state.raw<OpenStory | null>(null);
  /** Why there is no desk to work at, if there is none. */
  broken = $state.raw<DeskError | null>(null);
  findings = $state.raw<Finding[]>([]);
  checked = $state.raw<Checked | null>(null);
  /** The window wants to close and something is not saved. */
  closing = $state.raw(false);
  /** The picture of the open story whose fields were used last. */
  picture = $state.raw<string | null>(null);
  /** The picture the side panel is to say everything about, until it does. */
  asked = $state.raw<string | null>(null);
  /** The site the story on the page is being compared with. */
  compared = $state.raw<string | null>(null);
  readonly credits: Credits;
  readonly stories: Stories;
  readonly outbox: Outbox;
  readonly deliveries: Deliveries;
  readonly publishing: Publishing;
  readonly passing: Passing;
  readonly sites: Sites;
  readonly notes = new Notes(this);
  readonly texts = new Texts(this);
  readonly inbox = new Inbox(this);
  readonly packets = new Packets(this);
  readonly comingIn = new ComingIn(this);
  readonly spelling = new Spelling(this);
  readonly find = new Find(this);
  readonly unfinished = new Unfinished(this);
  readonly toasts = new Toasts();
  readonly layout = new Layout();

  constructor(readonly transport: Transport) {
    this.credits = new Credits(transport);
    this.stories = new Stories(transport);
    this.sites = new Sites(transport);
    this.outbox = new Outbox(transport, this.sites, () => void this.attempt(() => this.look()));
    this.deliveries = new Deliveries(transport, this.outbox);
    this.publishing = new Publishing(transport, this.deliveries, () => this.check());
    const open = () => this.open;
    this.passing = new Passing(transport, open, () => this.list());
    transport.onChanged((changed) => void this.attempt(() => this.#changed(changed)));
    transport.onClosing(() => void this.#close());
  }

  /** The newsroom's time zone. */
  get zone(): string {
    return this.state?.house.time_zone ?? 'UTC';
  }

  /** Opens the story last worked on; what is beside it is read once it can be read, so that nobody waits for a site. */
  async start(): Promise<void> {
    const { transport } = this;
    void this.attempt(() => transport.call('painted', {}));
    try {
      const asked = [transport.call('app_state', {}), transport.call('story_latest', {})] as const;
      const [state, latest] = await Promise.all(asked);
      this.state = state;
      if (latest && !this.open) this.#show(latest);
      if (this.state.byline === null) this.layout.dialog = 'welcome';
    } catch (thrown) {
      this.broken = asError(thrown);
    }
    await tick();
    const { open } = this;
    goOn(this);
    await this.attempt(() => transport.call('ready', {}));
    // What can be read is listed; that something cannot is said already.
    if (this.broken) return this.stories.refresh().catch(() => {});
    const beside = [this.stories, this.sites, this.outbox, this.inbox];
    await Promise.all(beside.map((one) => this.attempt(() => one.refresh())));
    if (open) await this.attempt(() => this.#lookBeside(open));
  }

  /** Does something that may be refused, and says so in the error's own words. */
  async attempt<T>(act: () => Promise<T>): Promise<T | undefined> {
    try {
      return await act();
    } catch (thrown) {
      const { message, hint } = asError(thrown);
      this.toasts.say(`${message} ${hint}`);
      return undefined;
    }
  }

  /** Shows a story, once the one before it is saved. */
  async openStory(id: string): Promise<void> {
    if (this.open?.id === id) return;
    if (!(await this.#leave())) return;
    await this.#lookBeside(this.#show(await this.transport.call('story_open', { id })));
  }

  #show(story: Story): OpenStory {
    const open = new OpenStory(this.transport, story);
    this.open = open;
    this.picture = null;
    return open;
  }

  /** Looks at everything that is said about a story beside its words. */
  async #lookBeside(open: OpenStory): Promise<void> {
    const beside = [this.attempt(() => this.#review(open)), this.passing.of(open.id)];
    await Promise.all([this.deliveries.of(open.id), this.check(), ...beside]);
  }

  async newStory(): Promise<void> {
    if (!(await this.#leave())) return;
    const { id, review } = this.#show(await this.transport.call('story_new', {}));
    const look = [this.stories.refresh(), this.deliveries.of(id), this.check()];
    await Promise.all([...look, review.refresh(), this.passing.of(id)]);
  }

  /** Bins the story on the page, or takes it out of the bin; either can be undone. */
  spike(): Promise<void> {
    return binOrTakeOut(this);
  }

  /** Saves at once and answers, for those who press Ctrl+S. */
  async save(): Promise<void> {
    if (await this.open?.saves.flush()) this.toasts.say(W.saved);
  }

  async check(): Promise<void> {
    const open = this.open;
    if (!open) return;
    const findings = await this.transport.call('check', { id: open.id });
    if (this.open === open) [this.findings, this.checked] = [findings, checked(open)];
  }

  /** Looks again at what hangs on the words of the story on the page, once they are saved. */
  async saved(): Promise<void> {
    const open = this.open;
    const looks = [this.check(), this.stories.refreshOne(open?.id), this.passing.refresh()];
    await Promise.all(looks);
    // A story that was approved is not any more once readers would get another text.
    if (open?.story.status === 'approved') await open.refresh();
  }

  /** Asks for picture files and adds them. */
  async choosePictures(): Promise<void> {
    const paths = await this.transport.call('choose_pictures', {});
    if (paths.length) await this.addPictures(paths, 'caret');
  }

  async addPictures(paths: string[], place: Place): Promise<void> {
    const added = await this.open?.addFiles(paths, place);
    if (added) told(added).forEach((said) => this.toasts.say(said));
  }

  /** Adds the picture on the clipboard, if there is one. */
  async pastePicture(): Promise<void> {
    const added = await this.open?.paste();
    if (added) told(added).forEach((said) => this.toasts.say(said));
  }

  /** Shows everything there is to say about a picture, in the side panel. */
  showPicture(name: string): void {
    this.picture = name;
    this.asked = name;
    this.layout.show('pictures');
  }

  /** Shows where a picture is used: the one whose fields were used last, if none is named. */
  showUses(name = this.picture): void {
    this.picture = name;
    this.layout.dialog = 'uses';
  }

  /** Shows what somebody changed about the story on a site. */
  compareWith(site: string): void {
    this.compared = site;
    this.layout.dialog = 'site-conflict';
  }

  async removePicture(name: string): Promise<void> {
    const putBack = await this.open?.removePicture(name);
    if (!putBack) return;
    const undo = () => void this.attempt(putBack);
    this.toasts.say(W.pictureOff(name), { label: W.undo, run: undo });
  }

  async setByline(byline: string): Promise<void> {
    await this.transport.call('set_byline', { byline });
    if (this.state) this.state = { ...this.state, byline };
    const open = this.open;
    if (open && !open.story.copy.byline) open.editCopy({ byline });
    await open?.review.refresh();
  }

  async #changed(changed: Changed): Promise<void> {
    if (changed.what === 'refused') {
      this.sites.refused = changed.error;
      this.layout.dialog = 'sites';
      return;
    }
    if (changed.what === 'sites') return this.sites.refresh();
    // Between two states there is news many times a second, and of nothing else.
    if (changed.what === 'deliveries') return this.deliveries.refresh();
    // Another program may have sent something, too.
    await Promise.all([this.deliveries.refresh(), this.look()]);
  }

  /** Reads anew which stories there are and which of them wait. */
  async list(): Promise<void> {
    const waits = this.attempt(() => this.inbox.refresh());
    await Promise.all([this.stories.refresh(), waits]);
  }

  /** Looks again at the stories: a delivery that arrived changes a story's status, too. */
  async look(): Promise<void> {
    await Promise.all([this.list(), this.open?.refresh()]);
    await Promise.all([this.check(), this.passing.refresh()]);
  }

  /** Looks at what was said about a story, and goes on suggesting where a killed window was. */
  async #review(open: OpenStory): Promise<void> {
    open.suggesting.tell = (text) => this.toasts.say(text);
    await open.review.refresh();
    const before = open.review.beside?.view.open ?? 0;
    const goesOn = await open.suggesting.resume();
    await open.review.refresh();
    const kept = (open.review.beside?.view.open ?? 0) > before;
    if (goesOn) this.toasts.say(WORDS.noting.goesOn);
    else if (kept) this.toasts.say(WORDS.noting.kept);
  }

  /** Saves the open story; a failed save keeps it open. */
  async #leave(): Promise<boolean> {
    await this.open?.adding.stop();
    this.stories.opened(this.open?.id);
    if (!this.open || (await this.#handedOver(this.open))) return true;
    if (this.open.conflict) void this.open.compare();
    this.toasts.say(W.staysOpen);
    return false;
  }

  /** Whether all of a story is saved, and what was being suggested is suggested. */
  async #handedOver(open: OpenStory): Promise<boolean> {
    if (!open.suggesting.on) return open.saves.flush();
    return (await this.attempt(() => open.suggesting.end())) ?? false;
  }

  async #close(): Promise<void> {
    // What was typed while the screen was still coming is in no story yet.
    while (globalThis.__copydesk_end_look) await drawn();
    await this.open?.adding.stop();
    const saved = !this.open || (await this.#handedOver(this.open));
    if (!saved && this.open?.conflict) {
      // Saving cannot settle two texts; the person can, and then closes again.
      void this.open.compare();
      this.toasts.say(W.chooseFirst);
    } else this.closing = !saved;
    await this.attempt(() => (saved ? closeNow(this) : this.transport.call('hold_open', {})));
  }
}

/** The screen a component belongs to. */
export const [getScreen, setScreen] = createContext<Screen>();
