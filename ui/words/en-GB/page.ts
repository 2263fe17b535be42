import { count, number } from './count';

/** The page one writes on, and what stands around it. */
export const PAGE = {
  page: {
    label: 'Page',
    stories: 'Stories',
    panel: 'Side panel',
    unspike: 'Take out of the bin',
    spike: 'Spike',
    publish: 'Publish…',
    suggesting: 'You are suggesting. The story stays as it is until your changes are accepted.',
    noneOpen: 'No story is open',
    nothing: 'Nothing is written yet',
    create: 'New story',
    orRead: 'Or read one that shows how it all goes together.',
    sample: 'Read the sample story',
  },
  count: {
    words: (all: number) => count(all, 'word'),
    left: (all: number) => `${all} TK`,
    leftTo: (all: number, command: string) => `${all} TK: ${command}`,
    tip: (command: string, keys: string) => `${command} (${keys})`,
  },
  save: {
    conflict: 'Changed in two places',
    saving: 'Saving…',
    failed: (why: string) => `Not saved — ${why}`,
    saved: (suggested: boolean, time: string) =>
      `${suggested ? 'Suggested' : 'Saved'}${time ? ` ${time}` : ''}`,
    compare: 'Compare',
    retry: 'Retry',
  },
  find: {
    label: 'Find and replace',
    find: 'Find in this story',
    notFound: 'Not found',
    found: (places: number) => `${number(places)} found`,
    /** Which of the places, counted from 1, and in which field where it is not the text. */
    at: (place: number, all: number) => `${place} of ${number(all)}`,
    atIn: (place: number, all: number, field: string) => `${place} of ${number(all)}, ${field}`,
    matchCase: 'Match case',
    caseSign: 'Aa',
    wholeWords: 'Whole words',
    words: 'Words',
    before: 'Place before',
    next: 'Next place',
    close: 'Close',
    back: 'Back to where you were (Esc)',
    with: 'Replace with',
    suggest: 'Suggest instead',
    replace: 'Replace',
    replaceAll: 'Replace all',
  },
};
