import { count } from './count';

/** What both sides changed. */
const clashing = (places: number) =>
  places
    ? `${count(places, 'place was', 'places were')} changed on both sides: choose which text stands.`
    : 'None of it is in the way of your own changes.';

const answered = (answers: number) => (answers ? ` Answers: ${answers}.` : '');

/** What stands in two texts, and where it differs. */
export const COMPARED = {
  spots: {
    beginning: 'The beginning',
    paragraph: (number: number | string) => `Paragraph ${number}`,
    picture: (name: string) => `Picture ${name}`,
    yes: 'Yes',
    no: 'No',
    /** The fields of a story. */
    fields: {
      headline: 'Headline',
      standfirst: 'Standfirst',
      byline: 'Byline',
      dateline: 'Dateline',
      tags: 'Tags',
      section: 'Section',
      kind: 'Kind',
      slug: 'Slug',
    },
    /** The fields of a picture. */
    pictureFields: {
      caption: 'Caption',
      credit: 'Credit',
      creator: 'Creator',
      source: 'Source',
      headline: 'Headline',
      copyright: 'Copyright notice',
      usage_terms: 'Usage terms',
      web_statement: 'Address of the terms',
      licensor: 'Where to get a licence',
      created: 'Date taken',
      digital_source: 'Kind of picture',
      alt: 'Alt text',
      decorative: 'Only decoration',
    },
  },
  siteSummary: {
    untouched: (site: string) =>
      `Nobody changed the words on ${site} since they were sent from here.`,
    same: (site: string) => `The story says the same here and on ${site}.`,
    /** `last` is when it was; empty where the site has not told. */
    changed: (things: number, site: string, last: string, clashes: number) =>
      `Somebody changed ${count(things, 'thing')} on ${site}${last && `, last on ${last}`}. ${clashing(clashes)}`,
  },
  rows: {
    marks: {
      same: '',
      changed: 'Changed',
      added: 'New',
      removed: 'Taken out',
      'moved-away': 'Moved from here',
      'moved-here': 'Moved here',
    },
    settings: {
      role: 'Place',
      crop: 'Cut',
      focus: 'Focal point',
      decorative: 'Only decoration',
    },
    none: 'none',
    newPicture: 'New picture',
    pictureOff: 'Picture taken off',
    anotherFile: 'Another file',
    renamed: 'Renamed',
    moved: 'Moved',
    same: 'Both texts are the same.',
    found: (changes: number, wordsIn: number, wordsOut: number) => {
      const words = [
        wordsIn && `${count(wordsIn, 'word')} in`,
        wordsOut && `${count(wordsOut, 'word')} out`,
      ];
      return `${[count(changes, 'change'), ...words.filter(Boolean)].join(', ')}.`;
    },
  },
  /** What is said and suggested, as a screen reader hears it. */
  spoken: {
    quoted: (words: string) => `“${words}”`,
    picture: (name: string) => `picture ${name}`,
    lineBreak: 'a line break',
    space: 'a space',
    /** Words taken out and put in; empty where there are none. */
    does: (gone: string, come: string) =>
      [gone && `delete ${gone}`, come && `insert ${come}`].filter(Boolean).join(', ') || 'nothing',
    suggestedBy: (by: string, does: string) => `Suggested by ${by}: ${does}`,
    youSuggest: (does: string) => `You suggest: ${does}`,
    /** A thread in one sentence. */
    suggestion: (by: string, does: string, answers: number) =>
      `Suggested by ${by}: ${does}.${answered(answers)}`,
    note: (by: string, text: string, answers: number) =>
      `Note by ${by}: ${text}${/[.!?…]$/.test(text) ? '' : '.'}${answered(answers)}`,
    /** What became of a thread, and who decided it. */
    became: {
      resolved: (by: string) => `Resolved by ${by}`,
      reopened: (by: string) => `Reopened by ${by}`,
      accepted: (by: string) => `Accepted by ${by}`,
      rejected: (by: string) => `Rejected by ${by}`,
      'taken-back': (by: string) => `Taken back by ${by}`,
    },
  },
};
