import type { SiteKind, SiteView } from '../api/bindings';
import { WORDS } from '../words/words';

/** Where a story can be handed in: to the editors of a site, as a packet, or at this very desk. */
export type Way = { kind: 'site'; site: SiteView } | { kind: 'packet' } | { kind: 'here' };

const W = WORDS.filing;
const SITES: Record<SiteKind, string> = W.sites;

/** Whether the account may not send the pictures of a story that has some. */
export const keepsPicturesOut = (way: Way, pictures: number): boolean =>
  way.kind === 'site' && pictures > 0 && way.site.account?.can_send_pictures === false;

/** What handing in this way will do, before it is done. */
export function willDo(way: Way, pictures: number): string {
  if (keepsPicturesOut(way, pictures)) return W.noPictures;
  if (way.kind === 'site') {
    const { kind, account } = way.site;
    return kind === 'own' && account?.carries === false ? W.article : SITES[kind];
  }
  return way.kind === 'packet' ? W.packet : W.here;
}

/** What the one button says; `title` is what the choice above it calls a site. */
export function fileLabel(way: Way, title: string): string {
  if (way.kind === 'packet') return W.sendPacket;
  return way.kind === 'site' ? W.sendTo(title) : W.sendHere;
}
