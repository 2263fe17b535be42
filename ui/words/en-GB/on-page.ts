/** What the page itself says while somebody writes on it. */
export const ON_PAGE = {
  onPage: {
    label: 'Text',
    ask: 'Start writing. Drop pictures anywhere on the page.',
    noPicture: (name: string) =>
      `No picture of this story is called “${name}”. Add it, or take the line out.`,
    /** The sign before a note, and the one in the text that leads there. */
    note: (label: string) => `Note ${label}:`,
    seeNote: (label: string) => `See note ${label}`,
    /** Where a picture stands once it was moved, and why it was not. */
    atEnd: (name: string) => `${name} is at the end of the text now.`,
    before: (name: string, words: string) => `${name} is before “${words}” now.`,
    notMoved: 'Pictures are not moved while you suggest.',
    endAlready: (name: string) => `${name} is at the end of the text already.`,
    beginningAlready: (name: string) => `${name} is at the beginning of the text already.`,
    /** In the small print of a page on paper. */
    printed: (when: string) => `printed ${when}`,
  },
};
