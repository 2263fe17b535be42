import { MemoryDesk } from '../api/memory/desk';
import { MemoryTransport } from '../api/memory/transport';
import type { Args, CallName } from '../api/calls';
import { OpenStory } from '../state/open-story.svelte';

/** A memory desk, its transport, and its first story open. */
export async function openFirst(): Promise<{
  desk: MemoryDesk;
  transport: MemoryTransport;
  open: OpenStory;
}> {
  const desk = new MemoryDesk(() => new Date('2026-11-23T10:42:00Z'));
  const transport = new MemoryTransport(desk);
  const id = desk.stories[0]!.id;
  return {
    desk,
    transport,
    open: new OpenStory(transport, await transport.call('story_open', { id })),
  };
}

/** Tells of each call before it is made and after it was answered. */
export function watch(
  transport: MemoryTransport,
  heard: (name: CallName, when: 'before' | 'after') => void,
): void {
  const call = transport.call.bind(transport);
  transport.call = async <N extends CallName>(name: N, args: Args<N>) => {
    heard(name, 'before');
    const answer = await call(name, args);
    heard(name, 'after');
    return answer;
  };
}

/** An error as the desk says it. */
export { refusal } from '../api/memory/desk';
