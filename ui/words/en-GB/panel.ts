import { count } from './count';

/** The side panel. */
export const PANEL = {
  panel: {
    label: 'Side panel',
    tabs: {
      pictures: 'Pictures',
      checks: 'Checks',
      notes: 'Notes',
      publish: 'Publish',
      history: 'History',
      preview: 'Preview',
    },
    /** What a tab is for, where no story is open. */
    waiting: {
      pictures: 'Open a story to see its pictures here.',
      checks: 'Open a story to see what an editor would ask about it.',
      notes: 'Open a story to see what was said about it.',
      publish: 'Open a story to publish it.',
      history: 'Open a story to go back to what it was.',
      preview: 'Open a story to see it as its readers will.',
    },
  },
  checks: {
    label: 'Checks',
    about: 'What a careful editor would ask. Nothing is changed for you.',
    nothing: 'Nothing to ask about this story.',
    unknown: (words: number) => `${count(words, 'word')} in no dictionary`,
    add: (keys: string) =>
      `A name that is right can be added: press the other mouse button on it, or ${keys} in the text.`,
  },
  history: {
    label: 'History',
    about: 'Earlier texts of this story. Going back keeps the present one too.',
    none: 'None yet: the first is kept as soon as you write on from here.',
    edits: 'What the editor changed',
    what: (headline: string, words: number) => `${headline}, ${count(words, 'word')}`,
    compare: 'Compare',
    compareWith: (moment: string) => `Compare ${moment} with the story as it stands`,
    restore: 'Go back',
    restoreTo: (moment: string) => `Go back to ${moment}`,
    restored: (time: string) => `The text of ${time} is back; the one before it is kept here.`,
  },
  pictures: {
    label: 'Pictures',
    none: 'No pictures yet. Drop them on the page, paste one, or choose files.',
    goTo: (name: string) => `Go to ${name}`,
    lead: 'Lead picture',
    inText: 'In the text',
    notInText: 'Not in the text',
    caption: 'caption',
    credit: 'credit',
    alt: 'alt text',
    lacks: (what: string[]) => (what.length ? `No ${what.join(', no ')}` : ''),
    put: 'Put into the text',
    more: 'More about this picture',
    moreAbout: (name: string) => `More about this picture, ${name}`,
    uses: 'Where is this picture used?',
    remove: 'Take off the story',
    add: 'Add pictures…',
  },
  preview: {
    label: 'Preview',
    seenOn: 'Seen on',
    views: { phone: 'Phone', desktop: 'Desktop', cards: 'Cards' },
    print: 'Print…',
  },
  publish: {
    label: 'Publish',
    file: 'File…',
    fileAbout: 'Hand the story in: to a site’s editors, or as a packet',
    noSite: 'No site yet. Add the one your stories go to.',
    addSite: 'Add a site…',
    missing: (things: number) => `${count(things, 'thing is', 'things are')} missing`,
    look: 'Worth a look first',
    approve: 'Approve this text',
    once: (pictures: number) =>
      `${pictures === 0 ? 'The story goes' : `The story and ${count(pictures, 'picture')} go`} out once. What is sent offline waits here and goes when the site answers.`,
    tick: 'Tick the sites this story goes to.',
  },
  notes: {
    label: 'Notes',
    about: 'About ',
    onWords: 'Note on these words',
    onStory: 'Note about the whole story',
    leave: 'Leave the note',
    suggestions: (all: number, by: string | null) =>
      `${count(all, 'suggestion')} ${by === null ? 'of yours' : `by ${by}`}`,
    acceptAll: 'Accept all',
    rejectAll: 'Reject all',
    takeAllBack: 'Take all back',
    lost: 'Lost their place',
    lostAbout: 'The words these were about are not in the story any more.',
    general: 'About the whole story',
    /** Around the keys for it, then around the name of the switch. */
    how: (some: boolean) =>
      [
        `${some ? 'Nothing is open.' : 'Nothing was said yet.'} Mark words in the story and press `,
        ' to leave a note on them. To change words so that others can accept or reject it, switch to ',
        ' above the page.',
      ] as const,
    suggesting: 'Suggesting',
    closed: (threads: number) => count(threads, 'closed thread'),
    /** Around the name of the tab. */
    read: ['Read it all? Send it back with your notes, or approve it under ', '.'],
    publish: 'Publish',
    return: 'Return with reasons…',
  },
};
