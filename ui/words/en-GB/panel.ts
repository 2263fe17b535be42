import { count } from '../../state/words';

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
};
