import type {
  Collected,
  Error as DeskError,
  Inbox as Waits,
  NotAsked,
  Person,
  SiteOutcome,
  ToSettle,
  Waiting,
  WaitingThere,
} from '../api/bindings';
import { WORDS } from '../words/words';
import { oneAtATime } from './one-at-a-time';
import { called } from './review-words';
import type { Screen } from './screen.svelte';
import { UNTITLED } from './words';

const W = WORDS.inbox;
/** Milliseconds between two looks at the sites while the window is open. */
const EVERY = 180_000;

/** What was handed in and waits at this desk. */
export class Inbox {
  waits = $state.raw<Waiting[]>([]);
  unread = $state.raw(0);
  /** Texts that came where both had changed the same, until somebody says which stands. */
  undecided = $state.raw<ToSettle[]>([]);
  /** What waits on sites that carry no stories whole, and is not here as it stands there. */
  there = $state.raw<WaitingThere[]>([]);
  /** The sites are being asked. */
  asking = $state.raw(false);
  /** Sites that could not be asked the last time. */
  failed = $state.raw<NotAsked[]>([]);
  readonly refresh = oneAtATime(() => this.#read());
  /** Somebody wants to know, so what is in the way is told. */
  #asked = false;
  readonly #sync = oneAtATime(() => this.#collect());

  constructor(private readonly screen: Screen) {}

  /** Asks every site now, and again every few minutes; answers how to end that. */
  follow(): () => void {
    // Nobody asked, so a site out of reach is told beside the list and nowhere else.
    const quietly = () => void this.#sync().catch(() => {});
    quietly();
    const timer = setInterval(quietly, EVERY);
    return () => clearInterval(timer);
  }

  /** Asks every site what waits there, because somebody wants to know. */
  async fetch(): Promise<void> {
    const all = () => this.waits.length + this.there.length;
    const before = all();
    this.#asked = true;
    await this.#sync().finally(() => (this.#asked = false));
    const problem = this.failed[0]?.error ?? null;
    if (problem) throw problem;
    if (all() === before) this.screen.toasts.say(W.nothing);
  }

  /** Shows a story that waits here. */
  async open({ story }: Waiting): Promise<void> {
    await this.screen.openStory(story);
    await this.refresh();
  }

  /** Fetches one that waits on its site, and shows it. */
  async takeIn(one: WaitingThere): Promise<void> {
    // What is typed here meanwhile would be of an older text.
    if (one.story === this.screen.open?.id && !(await this.screen.open.saves.flush())) return;
    const { site, remote } = one;
    const { story, merged } = await this.screen.transport.call('inbox_take_in', { site, remote });
    const { id, copy } = story;
    this.there = this.there.filter((other) => other !== one);
    await this.screen.look();
    await this.screen.openStory(id);
    await this.refresh();
    if (merged) {
      const run = () => void this.screen.attempt(() => this.#showChanged(id));
      this.screen.toasts.say(W.merged(copy.headline || UNTITLED), { label: W.changed, run });
    }
    // Both changed the same: somebody has to say which stands.
    const both = this.undecided.find(({ story }) => story === id);
    if (both) await this.screen.packets.show(both.number);
  }

  /** Takes the story on the page in hand, so that colleagues see it, or lets it go. */
  async hold(held: boolean): Promise<void> {
    const { open, passing } = this.screen;
    if (!open) return;
    await passing.hold(open, held);
    await this.refresh();
  }

  /** Asks whom the story on the page is to be given to; first who it is that gives it. */
  askWhom(): void {
    const { layout, passing, sites, toasts } = this.screen;
    if (sites.handsIn) return toasts.say(W.assignsNobody);
    layout.dialog = passing.me ? 'assign' : 'byline';
  }

  /** Gives the story on the page to somebody; that can be undone. */
  async assign(to: Person): Promise<void> {
    const { open, passing, toasts } = this.screen;
    if (!open) return;
    const [before, whose] = [passing.holder, called(to, passing.me)];
    const give = async (person: Person | null) => {
      await passing.assign(open, person);
      await this.refresh();
    };
    await give(to);
    const name = open.story.copy.headline || UNTITLED;
    const undo = () => void this.screen.attempt(() => give(before));
    toasts.say(W.assigned(name, whose), { label: WORDS.told.undo, run: undo });
  }

  async #read(): Promise<void> {
    this.#take(await this.screen.transport.call('inbox', {}));
  }

  #take({ waits, unread, undecided }: Waits): void {
    this.waits = waits;
    this.unread = unread;
    this.undecided = undecided;
  }

  async #collect(): Promise<void> {
    this.asking = true;
    try {
      const collected = await this.screen.transport.call('inbox_sync', {});
      this.#tell(collected);
      this.#tellGiven(collected.inbox.waits);
      this.failed = collected.failed;
      this.there = collected.there;
      this.#take(collected.inbox);
      const moved = collected.synced.some(
        ({ received, sent }) => received.length + sent.length > 0,
      );
      if (moved || collected.decided.length > 0) await this.screen.look();
    } finally {
      this.asking = false;
    }
  }

  /** Says what a colleague gave me meanwhile. */
  #tellGiven(waits: Waiting[]): void {
    const given = (one: Waiting) => one.mine && one.assigned_by !== null;
    // Nothing on the screen follows it.
    // eslint-disable-next-line svelte/prefer-svelte-reactivity
    const before = new Set(this.waits.filter(given).map(({ story }) => story));
    for (const one of waits.filter((one) => given(one) && !before.has(one.story))) {
      const run = () => void this.screen.attempt(() => this.open(one));
      const said = W.assignedToYou(one.assigned_by!.name, one.headline || UNTITLED);
      this.screen.toasts.say(said, { label: WORDS.told.open, run });
    }
  }

  /** Opens a story with what changed since it was handed in. */
  async #showChanged(id: string): Promise<void> {
    await this.screen.openStory(id);
    await this.refresh();
    this.screen.texts.showEdits();
  }

  /** Says what became of a story on its site; where an editor changed it, what that is is one press away. */
  #tellOutcome({ story, headline, sentence, edited }: SiteOutcome): void {
    const open = async () => {
      await this.screen.openStory(story);
      await this.refresh();
      if (edited) this.screen.texts.compare(...edited);
    };
    const label = edited ? W.edits : WORDS.told.open;
    const run = () => void this.screen.attempt(open);
    this.screen.toasts.say(W.outcome(headline || UNTITLED, sentence), { label, run });
  }

  /** Says what came, and to whoever asked what could not be taken in or sent. */
  #tell({ synced, decided }: Collected): void {
    const received = synced.flatMap((one) => one.received);
    const came = received.filter((one) => one.new);
    if (came.length === 1) {
      const { id, copy } = came[0]!.story;
      const open = () => this.screen.openStory(id).then(() => this.refresh());
      const run = () => void this.screen.attempt(open);
      this.screen.toasts.say(W.came(copy.headline || UNTITLED), { label: WORDS.told.open, run });
    } else if (came.length) this.screen.toasts.say(W.allCame(came.length));
    for (const { story } of received.filter((one) => one.overruled.length > 0)) {
      const run = () => void this.screen.attempt(() => this.#showChanged(story.id));
      const said = W.overruled(story.copy.headline || UNTITLED);
      this.screen.toasts.say(said, { label: W.changed, run });
    }
    decided.forEach((one) => this.#tellOutcome(one));
    if (!this.#asked) return;
    for (const { headline, error } of synced.flatMap(({ problems }) => problems)) {
      this.screen.toasts.say(W.problem(headline || UNTITLED, words(error)));
    }
  }
}

const words = ({ message, hint }: DeskError) => `${message} ${hint}`;
