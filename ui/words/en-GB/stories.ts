import { count } from './count';

/** The list of stories. */
export const STORIES = {
  stories: {
    label: 'Stories',
    create: 'New story',
    createBy: (keys: string) => `New story (${keys})`,
    found: (all: number) => `${count(all, 'story', 'stories')} found`,
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
  search: {
    label: 'Search stories',
    filter: 'Filter',
    all: 'Show all stories',
    some: 'Only some stories',
    only: 'Only stories of',
    status: 'Status',
    anyStatus: 'Any status',
    section: 'Section',
    anySection: 'Any section',
    site: 'Site',
    anySite: 'Any site',
  },
  waiting: {
    title: 'Waiting for you',
    unread: (all: number) => `, ${all} unread`,
    asking: 'Asking…',
    fetch: 'Fetch now',
    heldBy: (name: string) => `In the hands of ${name}`,
    assignedBy: (name: string) => `Assigned to you by ${name}`,
    held: 'In your hands',
    settle: 'Two texts to settle',
    yoursAnd: (name: string | null | undefined) =>
      name ? `Yours and that of ${name}` : 'Yours and one that came in',
    from: (name: string) => `From ${name}`,
    here: 'Filed here',
    changedOn: (site: string) => `Changed on ${site} since`,
    notFetched: (site: string) => `On ${site}, not fetched yet`,
    letGo: 'Let go',
    take: 'Take',
    assign: 'Assign…',
  },
};
