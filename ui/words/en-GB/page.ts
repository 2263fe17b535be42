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
};
