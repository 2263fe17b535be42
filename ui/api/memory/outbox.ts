import type { Delivery, Light, SiteView, Story } from '../bindings';

/** Keeps deliveries and moves each one step a beat, as the real outbox does on its thread. */
export class Outbox {
  deliveries: Delivery[] = [];
  /** Set to make every site unreachable. */
  offline = false;
  /** Called after a beat that changed something. */
  changed: () => void = () => {};

  constructor(
    readonly at: () => string,
    readonly desk: { story(id: string): Pick<Story, 'status' | 'pictures'> },
  ) {}

  list(story: string | null): Delivery[] {
    return structuredClone(this.deliveries.filter((one) => !story || one.story === story));
  }

  queue(story: Story, site: SiteView): Delivery {
    const step = (what: string, label: string) => ({ what, label, started: false, done: false });
    const delivery: Delivery = {
      id: crypto.randomUUID(),
      story: story.id,
      headline: story.copy.headline,
      site: site.name,
      release: site.account?.can_publish ? 'publish' : 'file',
      state: 'queued',
      steps: [
        step('sign-in', 'Sign in'),
        ...story.pictures.map(({ name }) => step('picture', `Send ${name}`)),
        step('story', 'Send the story as a draft'),
        step('release', site.account?.can_publish ? 'Make it public' : 'Hand it in for review'),
        step('read-back', 'Read the page back'),
      ],
      version: story.version,
      revision: 1,
      attempts: 0,
      created: this.at(),
      updated: this.at(),
    };
    this.deliveries.unshift(delivery);
    return structuredClone(delivery);
  }

  retry(id: string): Delivery {
    const delivery = this.#named(id);
    delivery.state = 'queued';
    delete delivery.problem;
    delete delivery.next_try;
    return structuredClone(delivery);
  }

  cancel(id: string): Delivery {
    const delivery = this.#named(id);
    this.deliveries = this.deliveries.filter((one) => one.id !== id);
    return structuredClone(delivery);
  }

  /** Does the next step of the oldest delivery under way. */
  beat(): void {
    const delivery = this.deliveries.findLast(
      ({ state }) => state === 'queued' || state === 'sending',
    );
    if (!delivery) return;
    if (this.offline) this.#unreachable(delivery);
    else this.#step(delivery);
    delivery.updated = this.at();
    this.changed();
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
    const next = delivery.steps.find((step) => !step.done);
    if (next) {
      delivery.state = 'sending';
      Object.assign(next, { started: true, done: true, at: this.at() });
    }
    if (delivery.steps.every((step) => step.done)) {
      delivery.state = 'delivered';
      const light: Light = { outcome: 'survived' };
      const lights = { visible: light, alt: light, embedded: light, structured: light };
      const story = this.desk.story(delivery.story);
      if (delivery.release === 'publish') {
        delivery.pictures = story.pictures.map(({ name }) => ({ picture: name, ...lights }));
      }
      delivery.url = 'http://127.0.0.1:8750/local-news/library-reopens-after-two-year-repair';
      story.status = delivery.release === 'publish' ? 'published' : 'filed';
    }
  }

  #named(id: string): Delivery {
    const found = this.deliveries.find((one) => one.id === id);
    if (!found) throw { code: 'not-found', message: 'It is gone.', hint: 'Publish again.' };
    return found;
  }
}
