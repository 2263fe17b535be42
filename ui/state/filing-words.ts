import type { SiteKind, SiteView } from '../api/bindings';

/** Where a story can be handed in: to the editors of a site, as a packet, or at this very desk. */
export type Way = { kind: 'site'; site: SiteView } | { kind: 'packet' } | { kind: 'here' };

const SITES: Record<SiteKind, string> = {
  own: 'Its editors get all of it: text, pictures, notes and earlier texts. Readers get none of it.',
  wordpress:
    'Its editors get it as a pending post. Notes, original pictures and earlier texts stay here; a packet can carry those.',
  ghost:
    'Its editors get it as a draft. Notes, original pictures and earlier texts stay here; a packet can carry those.',
};

/** What an own site gets that carries no stories whole. */
const ARTICLE =
  'Its editors get it as an article in review. Notes, original pictures and earlier texts stay here; a packet can carry those.';

/** Whether the account may not send the pictures of a story that has some. */
export const keepsPicturesOut = (way: Way, pictures: number): boolean =>
  way.kind === 'site' && pictures > 0 && way.site.account?.can_send_pictures === false;

/** What handing in this way will do, before it is done. */
export function willDo(way: Way, pictures: number): string {
  if (keepsPicturesOut(way, pictures))
    return 'Your account there may not send pictures, and this story has some. Send it as a packet, or ask whoever runs the site for that right.';
  if (way.kind === 'site') {
    const { kind, account } = way.site;
    return kind === 'own' && account?.carries === false ? ARTICLE : SITES[kind];
  }
  return way.kind === 'packet'
    ? 'You get one file with all of it, to send by e-mail or carry on a stick. Nobody needs an account for that.'
    : 'It counts as filed at this desk, for whoever edits on this computer. No site is told.';
}

/** What the one button says; `title` is what the choice above it calls a site. */
export function fileLabel(way: Way, title: string): string {
  if (way.kind === 'packet') return 'Write the packet…';
  return way.kind === 'site' ? `File to ${title}` : 'File at this desk';
}
