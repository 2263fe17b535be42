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

/** What handing in this way will do, before it is done. */
export function willDo(way: Way): string {
  if (way.kind === 'site') return SITES[way.site.kind];
  return way.kind === 'packet'
    ? 'You get one file with all of it, to send by e-mail or carry on a stick. Nobody needs an account for that.'
    : 'It counts as filed at this desk, for whoever edits on this computer. No site is told.';
}

/** What the one button says. */
export function fileLabel(way: Way): string {
  if (way.kind === 'packet') return 'Write the packet…';
  return way.kind === 'site' ? `File to ${way.site.name}` : 'File at this desk';
}
