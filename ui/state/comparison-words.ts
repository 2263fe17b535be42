import type { Choice, Conflict, SiteComparison, Spot } from '../api/bindings';
import { WORDS } from '../words/words';

const W = WORDS.spots;
const FIELDS: Record<string, string> = W.pictureFields;
/** What is one of a list, an address or a yes or no: two of them make no third. */
const SINGLE = ['web_statement', 'licensor', 'created', 'digital_source', 'decorative'];

/** Where in a story something was changed: “Headline”, “Paragraph 3”, “Caption of roof.jpg”. */
export function spotName(spot: Spot): string {
  if (spot.kind === 'paragraph') return spot.number ? W.paragraph(spot.number) : W.beginning;
  if (spot.kind === 'picture') return WORDS.picture.of(pictureField(spot.field), spot.name);
  return W.fields[spot.kind];
}

/** What a text about a picture is called: “Caption”, “Alt text”. */
export const pictureField = (field: string): string => FIELDS[field] ?? field;

/** A text of a spot as it is read: a picture's line by its name, a flag as yes or no. */
export function spotText(spot: Spot, text: string): string {
  if (spot.kind === 'picture' && spot.field === 'decorative') return text === 'true' ? W.yes : W.no;
  const picture = /^!\[\]\((.+)\)$/.exec(text.trim());
  return picture ? W.picture(picture[1]!) : text;
}

/** As `Conflict::undecided` has it: mine, but no words are taken out unasked. */
export const undecided = ({ mine }: Conflict): Choice => (mine === '' ? 'theirs' : 'mine');

/** Whether both texts can stand, one after the other. */
export function canBeBoth({ spot, mine, theirs }: Conflict): boolean {
  if (!mine || !theirs || spot.kind === 'section') return false;
  return !(spot.kind === 'picture' && SINGLE.includes(spot.field));
}

/** Whether somebody put anything into the site's text that is not here. */
export const changedThere = ({ merged, added, not_carried }: SiteComparison): boolean =>
  [merged.taken, merged.conflicts, added, not_carried].some(({ length }) => length > 0);

/** What was found, in a sentence or two. */
export function summary(compared: SiteComparison, site: string, changed: string): string {
  const { merged, added, not_carried } = compared;
  const said = WORDS.siteSummary;
  if (!changedThere(compared)) return merged.kept.length ? said.untouched(site) : said.same(site);
  const clashes = merged.conflicts.length;
  const there = merged.taken.length + clashes + added.length + not_carried.length;
  return said.changed(there, site, changed, clashes);
}
