/** What is said about a story, suggested and compared, and what waits. */
export const REVIEW = {
  beside: {
    about: (part: string) => `Said about: ${part}`,
    youSuggest: 'You suggest:',
    suggests: (by: string | null) => (by === null ? 'You suggest:' : `${by} suggests:`),
    /** Before and after the words it is about. */
    on: (by: string, note: string) => [`${by} on `, `: ${note}`] as const,
    accept: 'Accept',
    reject: 'Reject',
    takeBack: 'Take back',
  },
  thread: {
    show: 'Show it in the story',
    gone: 'Its words are not in the story any more',
    answer: 'Answer',
    send: 'Send',
    accept: 'Accept',
    reject: 'Reject',
    takeBack: 'Take back',
    resolve: 'Resolve',
    reopen: 'Reopen',
  },
  mode: { label: 'Suggesting', writing: 'Writing', suggesting: 'Suggesting' },
  change: {
    was: 'Was',
    now: 'Now',
    isNew: 'Nothing: this is new.',
    isOut: 'Nothing: it is taken out.',
  },
  choice: {
    was: 'Was',
    isOut: 'Nothing: it is taken out.',
    mine: 'Mine',
    mineAbout: 'In your text here',
    theirs: 'Theirs',
    theirsAbout: (site: string) => `On ${site}`,
    both: 'Both',
    bothAbout: 'Yours first, then theirs',
  },
  besideWords: {
    added: 'Pictures added there',
    addedAbout: 'They come into the story with both or theirs; say then who made them.',
    stays: 'This cannot come along',
    staysAbout: (site: string) =>
      `It is on ${site} now, and is no longer there once this story is sent from here.`,
    copyFirst: 'Copy what you need of it first.',
  },
  takeOver: {
    keeps: (time: string) =>
      `The site publishes it at ${time}. What you choose goes there and keeps that time.`,
    callsOff: (time: string) =>
      `It was to go out at ${time}. Taking over calls that off: choose the time again.`,
    about:
      'Mine replaces what was changed there. Theirs replaces your text here, and nothing is sent.',
    both: 'Use both',
    bothAnd: (publishes: boolean) => `Use both ${publishes ? 'and publish' : 'and file'}`,
    mine: 'Use mine',
    mineAnd: (publishes: boolean) => `Use mine ${publishes ? 'and publish' : 'and file'}`,
    theirs: 'Use theirs',
    close: 'Close',
  },
  approval: {
    changed: 'Show what changed',
    return: 'Return with reasons…',
  },
  returned: {
    label: 'Why the story was returned',
    edits: 'What the editor changed',
    again: 'File it again…',
  },
  record: {
    verify: 'Verify the record',
    next: 'Looking changed nothing, and the story stands here as it did. The record is never mended, so that what was done to it stays to be seen. Ask a colleague who has the story for a packet of it, and hold their text against yours under History.',
  },
};
