import type { Choice, Conflict, SiteComparison, Spot } from '../api/bindings';
import { count } from './words';

const FIELDS: Record<string, string> = {
  copyright: 'copyright notice',
  usage_terms: 'usage terms',
  web_statement: 'address of the terms',
  licensor: 'where to get a licence',
  created: 'date taken',
  digital_source: 'kind of picture',
  alt: 'alt text',
  decorative: 'only decoration',
};
/** What is one of a list, an address or a yes or no: two of them make no third. */
const SINGLE = ['web_statement', 'licensor', 'created', 'digital_source', 'decorative'];

/** Where in a story something was changed: “Headline”, “Paragraph 3”, “Caption of roof.jpg”. */
export function spotName(spot: Spot): string {
  if (spot.kind === 'paragraph') return spot.number ? `Paragraph ${spot.number}` : 'The beginning';
  if (spot.kind === 'picture') return `${pictureField(spot.field)} of ${spot.name}`;
  return capital(spot.kind);
}

/** What a text about a picture is called: “Caption”, “Alt text”. */
export const pictureField = (field: string): string => capital(FIELDS[field] ?? field);

export const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** A text of a spot as it is read: a picture's line by its name, a flag as yes or no. */
export function spotText(spot: Spot, text: string): string {
  if (spot.kind === 'picture' && spot.field === 'decorative') return text === 'true' ? 'Yes' : 'No';
  const picture = /^!\[\]\((.+)\)$/.exec(text.trim());
  return picture ? `Picture ${picture[1]}` : text;
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
  if (!changedThere(compared)) {
    return merged.kept.length
      ? `Nobody changed the words on ${site} since they were sent from here.`
      : `The story says the same here and on ${site}.`;
  }
  const clashes = merged.conflicts.length;
  const there = merged.taken.length + clashes + added.length + not_carried.length;
  const last = changed ? `, last on ${changed}` : '';
  const both = clashes
    ? ` ${count(clashes, 'place was', 'places were')} changed on both sides: choose which text stands.`
    : ' None of it is in the way of your own changes.';
  return `Somebody changed ${count(there, 'thing')} on ${site}${last}.${both}`;
}
