import type { Delivery, Error, LivePlace, Release, SiteView, Stage, Story } from '../bindings';
import type { Elsewhere } from './comparing';
import { type Passed, lapse } from './passing';
import { advance, arrived, steps } from './steps';

/** What the outbox asks of the desk. */
interface Desk {
  readonly passed: Map<string, Passed>;
  story(id: string): Story;
  site(name: string): SiteView;
}

const OVER = ['delivered', 'failed'];

/** Keeps deliveries and moves each one step a beat, as the real outbox does on its thread. */
export class Outbox {
  deliveries: Delivery[] = [];
  /** Set to make every site unreachable. */
  offline = false;
  /** What a site answers instead of taking anything, by the site's name. */
  readonly trouble = new Map<string, Error>();
  /** What somebody wrote into a story on a site, by the story's and the site's name. */
  readonly elsewhere = new Map<string, Elsewhere>();
  /** Called after a beat that changed something. */
  changed: () => void = () => {};
  readonly #places = new Map<string, LivePlace[]>();

  constructor(
    readonly at: () => string,
    readonly desk: Desk,
  ) {}

  list(story: string | null): Delivery[] {
    return structuredClone(this.deliveries.filter((one) => !story || one.story === story));
  }

  places(story: string): LivePlace[] {
    return this.#places.get(story) ?? [];
  }

  /** The sites a story is on, was on or is on its way to. */
  sitesOf(story: string): string[] {
    const places = [...this.places(story), ...this.list(story)];
    return [...new Set(places.map(({ site }) => site))];
  }

  /** Puts a story on a site without a delivery, as if it had been sent there long ago. */
  place(story: string, site: string, stage: Stage): void {
    const slug = this.desk.story(story).copy.headline.toLowerCase().replace(/\W+/g, '-');
    const url = `${this.desk.site(site).url}local-news/${slug}`;
    const others = this.places(story).filter((one) => one.site !== site);
    this.#places.set(story, [...others, { site, url, stage }]);
  }

  queue(story: Story, site: SiteView, release: Release, at: string | null): Delivery {
    const told = at !== null && site.kind === 'wordpress';
    const delivery: Delivery = {
      id: crypto.randomUUID(),
      story: story.id,
      headline: story.copy.headline,
      site: site.name,
      release,
      ...(at ? { at } : {}),
      state: 'queued',
      steps: steps(story, release, told),
      version: story.version,
      revision: this.deliveries.length + 1,
      attempts: 0,
      created: this.at(),
      updated: this.at(),
    };
    for (const older of this.deliveries) {
      const same = older.story === story.id && older.site === site.name;
      if (same && !OVER.includes(older.state)) this.#end(older, 'Replaced by a newer text.');
    }
    this.deliveries.unshift(delivery);
    return structuredClone(delivery);
  }

  retry(id: string): Delivery {
    const delivery = this.#named(id);
    // One that is uncertain stays so: the site is asked first.
    if (delivery.state !== 'uncertain') delivery.state = 'queued';
    delete delivery.problem;
    delete delivery.next_try;
    return structuredClone(delivery);
  }

  pause(id: string): Delivery {
    const delivery = this.#named(id);
    if (['delivered', 'failed', 'paused'].includes(delivery.state)) throw NOT_TO_PAUSE;
    delivery.state = 'paused';
    delete delivery.next_try;
    return structuredClone(delivery);
  }

  cancel(id: string): Delivery {
    const delivery = this.#named(id);
    this.#end(delivery, 'Cancelled.');
    return structuredClone(delivery);
  }

  /** Looks at once whether what is held may go. */
  wake(story: string): void {
    for (const one of this.deliveries) {
      if (one.story === story && one.state === 'held') delete one.next_try;
    }
  }

  /** Does the next step of each site's oldest delivery under way. */
  beat(): void {
    const sites = new Set(this.deliveries.map(({ site }) => site));
    let moved = false;
    for (const site of sites) {
      const due = this.deliveries.findLast((one) => one.site === site && this.#due(one));
      if (!due) continue;
      this.#work(due);
      due.updated = this.at();
      moved = true;
    }
    if (moved) this.changed();
  }

  #due({ state, next_try }: Delivery): boolean {
    if (state === 'sending') return true;
    if (state === 'held') return !next_try || next_try <= this.at();
    return state === 'queued';
  }

  #work(delivery: Delivery): void {
    const trouble = this.trouble.get(delivery.site);
    const lock = this.#lockedUntil(delivery);
    if (lock) Object.assign(delivery, { state: 'held', next_try: lock });
    else if (this.offline) this.#unreachable(delivery);
    else if (trouble) Object.assign(delivery, { state: 'needs-you', problem: trouble });
    else this.#step(delivery);
  }

  /** The moment before which nothing may leave; a site that keeps time itself waits by itself. */
  #lockedUntil({ release, at, story, steps }: Delivery): string | null {
    if (release === 'file' || release === 'withdraw') return null;
    const ahead = (moment?: string) => (moment && moment > this.at() ? moment : null);
    const embargo = ahead(this.desk.story(story).embargo);
    const told = steps.find(({ what }) => what === 'schedule');
    const due = told && !told.done ? null : ahead(at);
    return [embargo, due].filter((one) => one !== null).sort()[1] ?? embargo ?? due;
  }

  #unreachable(delivery: Delivery): void {
    delivery.state = 'queued';
    delivery.problem = {
      code: 'unreachable',
      message: `${delivery.site} cannot be reached. Your story is safe here and waits.`,
      hint: 'Copydesk tries again by itself when the network is back.',
    };
    delivery.next_try = new Date(Date.parse(this.at()) + 60_000).toISOString();
  }

  #step(delivery: Delivery): void {
    delete delivery.problem;
    delete delivery.next_try;
    const next = delivery.steps.find((step) => !step.done);
    if (next) {
      delivery.state = 'sending';
      advance(next, this.at());
      if (next.what === 'draft') this.#reached(delivery, 'draft');
      if (next.what === 'schedule') this.#reached(delivery, 'scheduled');
    }
    if (delivery.steps.every((step) => step.done)) this.#arrive(delivery);
  }

  #reached({ story, site, release }: Delivery, stage: Stage): void {
    if (release !== 'correct') this.place(story, site, stage);
  }

  #arrive(delivery: Delivery): void {
    const story = this.desk.story(delivery.story);
    const { stage, status } = ENDS[delivery.release];
    this.place(story.id, delivery.site, stage);
    delivery.state = 'delivered';
    const url = this.places(story.id).find(({ site }) => site === delivery.site)?.url;
    if (url) delivery.url = url;
    if (stage === 'public') {
      delivery.pictures = story.pictures.map(({ name }) => arrived(name));
    }
    const shown = this.places(story.id).some((one) => one.stage === 'public');
    if (stage === 'withdrawn' && shown) return;
    if (status === 'withdrawn') lapse(this.desk, story.id);
    story.status = status;
  }

  #end(delivery: Delivery, message: string): void {
    delivery.state = 'failed';
    delivery.problem = { code: 'invalid', message, hint: 'Publish it when it is ready.' };
    delete delivery.next_try;
  }

  #named(id: string): Delivery {
    const found = this.deliveries.find((one) => one.id === id);
    if (!found) throw { code: 'not-found', message: 'It is gone.', hint: 'Publish again.' };
    return found;
  }
}

/** What a story is, there and here, once it arrived. */
const ENDS = {
  publish: { stage: 'public', status: 'published' },
  file: { stage: 'pending', status: 'filed' },
  correct: { stage: 'public', status: 'corrected' },
  withdraw: { stage: 'withdrawn', status: 'withdrawn' },
} as const;

const NOT_TO_PAUSE = {
  code: 'illegal-move',
  message: 'This delivery has arrived, so it cannot be paused.',
  hint: 'There is nothing left to stop.',
};
