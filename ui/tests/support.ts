import { MemoryDesk } from '../api/memory/desk';
import { MemoryTransport } from '../api/memory/transport';
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

/** An error as the desk says it. */
export { refusal } from '../api/memory/desk';
