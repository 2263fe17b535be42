/** The list of stories. */
export const STORIES = {
  stories: {
    label: 'Stories',
    create: 'New story',
    createBy: (keys: string) => `New story (${keys})`,
    none: 'No stories yet.',
    begin: 'Start writing ',
    nothingFound: 'Nothing of that is among them.',
    nothingFits: 'No story is like that.',
    all: 'Show all stories',
    sites: 'Sites…',
    help: 'Help',
    themes: 'Light, dark, or as the system has it',
    theme: (theme: string) => `Theme: ${theme}`,
    /** Where a passage stands that is no part of the text. */
    where: { headline: '', text: '', byline: 'Byline', caption: 'Caption', credit: 'Credit' },
  },
};
