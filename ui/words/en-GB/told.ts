import { count } from './count';

/** What is said in passing about something that was just done. */
export const TOLD = {
  told: {
    undo: 'Undo',
    open: 'Open',
    /** Files that were dropped on the page. */
    refused: (files: string[], why: string) =>
      `${files.length} files were not added: ${files.join(', ')}. ${why}`,
    already: (names: string[]) =>
      names.length === 1
        ? `${names[0]} is in this story already; it was not added twice.`
        : `${names.length} of these are in this story already; they were not added twice.`,
    stopped: (added: number, left: number) => `Stopped: ${added} added, ${left} not.`,
    pictureOff: (name: string) => `${name} is taken off the story.`,
    credited: (credit: string, pictures: number, others: number) => {
      const look = others
        ? ` ${count(others, 'file')} of them ${others === 1 ? 'names' : 'name'} somebody else.`
        : '';
      return `${credit} is credited for ${count(pictures, 'more picture')}.${look}`;
    },
    /** `stands` is the word for a status. */
    takenOut: (headline: string, stands: string) => `“${headline}” is out of the bin: ${stands}.`,
    /** `sites` have it still. */
    spiked: (headline: string, sites: string[]) => {
      const there = sites.length
        ? ` ${sites.join(' and ')} still ${sites.length === 1 ? 'has' : 'have'} it, for the bin takes nothing off a site: that is done with “Withdraw the story from its sites…”.`
        : '';
      return `“${headline}” is spiked.${there}`;
    },
    saved: 'Saved. Copydesk also saves by itself.',
    typedNowhere: (letters: string) =>
      `What you typed while the window opened is in no story. It was: “${letters}”. Type it where it belongs.`,
    staysOpen: 'This story is not saved yet, so it stays open.',
    chooseFirst: 'Choose between the two texts before you close.',
    neverHandedIn: 'This story was never handed in, so there is nothing to compare it with.',
    inDictionary: {
      mine: (word: string) => `“${word}” is in your dictionary.`,
      house: (word: string) => `“${word}” is in the house’s dictionary.`,
    },
    replaced: (places: number) => `${count(places, 'place')} replaced.`,
  },
  /** What comes out of other programs. */
  comingIn: {
    pasting: 'Reading what you pasted …',
    pasted: 'Pasted, and not all as it was.',
    whatPasted: 'What you pasted',
    notPasted: 'Nothing was pasted.',
    reading: 'Reading …',
    readingFile: (file: string) => `Reading ${file} …`,
    here: (name: string) => `“${name}” is here.`,
    allHere: (stories: number) => `${stories} stories are here.`,
    refused: (file: string, why: string) => `${file}: ${why}`,
    stopped: (name: string) => `Stopped. “${name}” was read already and is in the bin.`,
    receipt: 'What came in',
  },
  /** What colleagues hand in and hand back. */
  inbox: {
    nothing: 'Nothing new waits for you.',
    assigned: (headline: string, whom: string) => `“${headline}” is assigned to ${whom}.`,
    assignsNobody:
      'Your account hands stories in, so it gives none to anybody. Who works on a story its editors say: leave a note if somebody in particular should see it.',
    assignedToYou: (by: string, headline: string) => `${by} assigned “${headline}” to you.`,
    came: (headline: string) => `“${headline}” came in.`,
    overruled: (headline: string) =>
      `What was written here in “${headline}” does not stand: of two texts the other was chosen.`,
    changed: 'Show what changed',
    outcome: (headline: string, sentence: string) => `“${headline}”: ${sentence}`,
    edits: 'What the editor changed',
    merged: (headline: string) =>
      `“${headline}”: what was handed in there was made one with what stood here, which is in the history.`,
    allCame: (stories: number) => `${stories} stories came in.`,
    problem: (headline: string, why: string) => `“${headline}”: ${why}`,
  },
  packets: {
    opening: 'Opening the packet …',
    written: (path: string) => `The packet is ${path}.`,
    key: (spoken: string) => `Your key, should they ask for it by telephone: ${spoken}.`,
    from: (name: string) => `It came from ${name}.`,
    stopped: 'Stopped. Nothing of the packet was taken in.',
    tooLate:
      'The packet was taken in before it could be stopped. What stood here before is in the history.',
    settled: 'That is settled already, or a newer text came in its place.',
  },
  /** Notes and suggestions. */
  noting: {
    suggesting: 'You are suggesting: the story stays as it is.',
    writing: 'You are writing: what you suggested is suggested.',
    notSwitched: 'What you typed is not saved yet, so nothing was switched.',
    accepted: (taken: number, lost: number) => {
      const gone = lost
        ? ` ${count(lost, 'other')} lost ${lost === 1 ? 'its' : 'their'} place.`
        : '';
      return `${count(taken, 'suggestion is', 'suggestions are')} in the story.${gone}`;
    },
    rejected: (all: number) =>
      `${count(all, 'suggestion is', 'suggestions are')} rejected. The story stays as it was.`,
    atNone: 'Put the caret into a suggestion first, or go to the next with F8.',
    none: 'There is no open note or suggestion in this story.',
    goesOn: 'You were suggesting when Copydesk closed. Go on: all of it is here.',
    kept: 'What you were suggesting last is kept as suggestions.',
    storyChanged:
      'The story was changed somewhere else. What you suggested is kept and stands in the new text.',
  },
  /** What commands of the page answer. */
  writing: {
    spelling: 'Every word of the text is in a dictionary.',
    noPicture: 'Go to a picture in the text first, or to a field beneath it.',
    nothingToCome: 'Nothing is marked as still to come.',
    length: (words: number, minutes: number, marked: number) => {
      const some = marked
        ? ` ${count(marked, 'word')} of them ${marked === 1 ? 'is' : 'are'} marked.`
        : '';
      return `${count(words, 'word')} in the text, about ${count(minutes, 'minute')} to read.${some}`;
    },
    focus: {
      all: 'All of the text is in full ink again.',
      sentence: 'All but the sentence you write is pale.',
      paragraph: 'All but the paragraph you write is pale.',
    },
    typewriter: 'The line you write stays at the middle, like a typewriter’s.',
    noTypewriter: 'The line you write moves down the page again.',
  },
};
