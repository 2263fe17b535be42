import { MemoryDesk } from './desk';
import { sampleStories, severalSites } from './sample';
import { MemoryTransport } from './transport';

/** The desk a plain browser plays at: with `?sites` there are several sites and things under way. */
export function playedDesk(asked: string): MemoryTransport {
  if (!asked.includes('sites')) return new MemoryTransport();
  const desk = new MemoryDesk(undefined, sampleStories(), severalSites());
  const memory = new MemoryTransport(desk);
  Object.assign(globalThis, { playedDesk: desk });
  return memory;
}
