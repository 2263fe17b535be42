import { count } from './count';

/** What is on its way to sites, and what arrived there. */
export const SENDING = {
  adding: {
    at: (file: number, all: number) => `Adding ${file} of ${all} …`,
    begun: (all: number) => `Adding ${all} pictures`,
    label: 'Adding pictures',
  },
  work: {
    stopping: 'Stopping after this one …',
    at: (what: string, piece: number, all: number) => `${what} ${piece} of ${all}`,
  },
  after: {
    label: 'On these sites',
    takeOver: 'Take over changes… ',
    from: (site: string) => `from ${site}`,
    correct: 'Correct…',
    withdraw: 'Withdraw…',
    handsIn:
      'Your account hands in. What is to be put right, suggest or leave as a note: an editor can correct it.',
    edits: 'What the editor changed',
  },
  delivery: {
    paused: 'It goes on when you say so. Until then the site stays as it is.',
    compare: 'Compare with the site…',
    anew: 'Publish as a new article',
    check: 'Check the connection',
    pause: 'Pause',
    cancel: 'Cancel',
    of: (what: string, site: string) => `${what}: ${site}`,
    pictures: 'Pictures sent',
  },
  end: {
    since: {
      publish: (time: string) => `Public at ${time}.`,
      correct: (time: string) => `Public at ${time}.`,
      file: (time: string) => `Handed in at ${time}.`,
      withdraw: (time: string) => `Withdrawn at ${time}. Readers no longer get it.`,
    },
    see: 'See the page',
    lights: (pictures: number) => `What readers get of ${count(pictures, 'picture')}`,
  },
  login: {
    send: 'Send what waits from login on',
    about: 'Copydesk then works in the background, without its window.',
  },
  outboxSign: {
    label: (words: string) => `Outbox: ${words}`,
    needing: (all: number) => count(all, 'needs you', 'need you'),
    waiting: (all: number) => count(all, 'on its way', 'on their way'),
  },
  readBack: {
    same: (paragraphs: number) =>
      `Read back: ${count(paragraphs, 'paragraph')} with headline, links, captions and credits, as approved.`,
    differs: (all: number) => `${count(all, 'difference')} from what was approved`,
  },
  lights: {
    title: (picture: string) => `What readers get of ${picture}`,
    outcome: {
      survived: 'survived',
      changed: 'changed',
      missing: 'missing',
      'not-checked': 'not checked',
    },
    visible: 'Caption and credit',
    alt: 'Alt text',
    embedded: 'Embedded in the file',
    structured: 'Structured data',
  },
  embargo: {
    /** The word set apart, then until when. */
    is: 'Embargo',
    until: (time: string) => ` until ${time}`,
    change: 'Change…',
    lift: 'Lift',
    ask: 'Embargo until…',
    label: 'Embargo until',
    set: 'Set',
    cancel: 'Cancel',
  },
  when: {
    label: 'When',
    now: 'Now',
    at: 'At a time',
    moment: 'Day and time',
  },
  siteChoice: {
    practice: 'The practice site on this computer',
    as: (account: string) => `as ${account}`,
    asAlone: (account: string) => `As ${account}`,
    sites: 'Sites',
    edit: 'Sites…',
  },
  cards: {
    shared: 'When somebody shares it',
    front: 'On the front page',
    paid: 'Advertisement feature',
    noLead: 'There is no lead picture, so neither card has one. Make one in Pictures.',
    lead: 'The lead picture is cut around its focus; set that in Pictures.',
    about: ' Each social site cuts long lines where it likes.',
  },
  findings: {
    names: { blocker: 'Needed', warning: 'Worth a look', hint: 'Hint' },
    perhaps: (words: string[]) => `Perhaps “${words.join('” or “')}”.`,
  },
};
