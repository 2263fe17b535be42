import { flushSync, mount, tick, unmount, type Component } from 'svelte';
import { vi } from 'vitest';
import { MemoryDesk } from '../api/memory/desk';
import { sampleStories, severalSites } from '../api/memory/sample';
import { MemoryTransport } from '../api/memory/transport';
import type { Args, CallName, Changed } from '../api/calls';
import type { SiteView } from '../api/bindings';
import type { OpenStory } from '../state/open-story.svelte';
import { Screen } from '../state/screen.svelte';
import Host from './Host.svelte';

/** The moment at which these tests play. */
export const NOW = '2026-11-25T10:00:00.000Z';
let shown: ReturnType<typeof mount>[] = [];

/** A screen with a story ready to go out open on it, and what it asks of the desk. */
export class Stage {
  readonly desk: MemoryDesk;
  readonly screen: Screen;
  /** Tells the screen of a change behind its back. */
  tell: (changed: Changed) => void = () => {};
  readonly calls: { name: CallName; args: unknown }[] = [];

  constructor(sites: SiteView[] = severalSites()) {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date(NOW) });
    localStorage.clear();
    this.desk = new MemoryDesk(undefined, sampleStories(), sites);
    for (const one of this.desk.stories[0]!.pictures) {
      Object.assign(one, { credit: 'Jo Smith', alt: 'A roof' });
    }
    const transport = new MemoryTransport(this.desk);
    const call = transport.call.bind(transport);
    transport.call = <N extends CallName>(name: N, args: Args<N>) => {
      this.calls.push({ name, args });
      return call(name, args);
    };
    const onChanged = transport.onChanged.bind(transport);
    transport.onChanged = (heard) => onChanged((this.tell = heard));
    this.screen = new Screen(transport);
  }

  get open(): OpenStory {
    return this.screen.open!;
  }

  /** What a call was last given. */
  last(name: CallName): unknown {
    return this.calls.findLast((one) => one.name === name)?.args;
  }

  /** Starts the screen and shows a pane of it. */
  async show<P extends Record<string, unknown>>(
    pane: Component<P>,
    props: (stage: Stage) => P,
  ): Promise<void> {
    await this.screen.start();
    const all = { screen: this.screen, pane: pane as unknown as Component, props: props(this) };
    shown.push(mount(Host, { target: document.body, props: all as never }));
    await settled();
  }

  /** Lets the outbox work for so many beats. */
  async beat(times: number): Promise<void> {
    for (let n = 0; n < times; n++) this.desk.outbox.beat();
    await settled();
  }
}

/** Lets everything asked for be answered and shown. */
export async function settled(): Promise<void> {
  for (let n = 0; n < 40; n++) await tick();
  flushSync();
}

/** Takes everything off the stage. */
export function clear(): void {
  for (const one of shown) void unmount(one);
  shown = [];
  document.body.replaceChildren();
  vi.useRealTimers();
}

/** The button of that name. */
export function button(name: string, within: ParentNode = document): HTMLButtonElement | undefined {
  const all = [...within.querySelectorAll('button')];
  return all.find((one) => words(one) === name || one.getAttribute('aria-label') === name);
}

export async function press(name: string, within: ParentNode = document): Promise<void> {
  const found = button(name, within);
  if (!found) throw new Error(`no button is called “${name}”: ${words(document.body)}`);
  found.click();
  await settled();
}

/** Ticks a box, chooses a radio button, or takes the tick away. */
export async function tickBox(label: string): Promise<void> {
  const found = [...document.querySelectorAll('label')].find((one) => words(one) === label);
  if (!(found?.control instanceof HTMLInputElement))
    throw new Error(`nothing is called “${label}”`);
  found.control.click();
  await settled();
}

export async function type(field: string, value: string): Promise<void> {
  const found = document.querySelector<HTMLInputElement>(field)!;
  found.value = value;
  found.dispatchEvent(new Event('input', { bubbles: true }));
  await settled();
}

/** The words of an element, as they are read. */
export const words = (element: Element | null | undefined): string =>
  (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
