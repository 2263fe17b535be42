/** What things are called, wherever they are spoken of. */
export const NAMES = {
  names: {
    untitled: 'Untitled story',
    kinds: {
      news: 'News',
      feature: 'Feature',
      opinion: 'Opinion',
      sport: 'Sport',
      review: 'Review',
      obituary: 'Obituary',
      'advertisement-feature': 'Advertisement feature',
    },
    /** A story of that status, and a list of such stories. */
    statuses: {
      draft: { one: 'Draft', many: 'Drafts' },
      returned: { one: 'Returned', many: 'Returned' },
      filed: { one: 'Filed', many: 'Filed for review' },
      approved: { one: 'Approved', many: 'Approved' },
      published: { one: 'Published', many: 'Published' },
      corrected: { one: 'Corrected', many: 'Corrected' },
      withdrawn: { one: 'Withdrawn', many: 'Withdrawn' },
      spiked: { one: 'Spiked', many: 'Spiked' },
    },
    /** How public a story is on a site. */
    stages: {
      draft: 'Hidden draft',
      pending: 'In review',
      scheduled: 'Scheduled',
      public: 'Public',
      withdrawn: 'Withdrawn',
    },
    /** Where a story may be by now though the site has not answered. */
    mayBe: {
      draft: 'May be hidden draft',
      pending: 'May be in review',
      scheduled: 'May be scheduled',
      public: 'May be public',
      withdrawn: 'May be off by now',
    },
    /** Each kind of site, its secret, and where that is to be had. */
    sites: {
      wordpress: {
        name: 'WordPress',
        secret: 'Application password',
        help: 'Made on the site under Users, Profile, Application Passwords; not your usual password.',
      },
      ghost: {
        name: 'Ghost',
        secret: 'Staff access token',
        help: 'In Ghost’s settings at the end of your own profile. An Admin API key works too: Settings, Integrations, Add custom integration.',
      },
      own: {
        name: 'Own site (Copydesk site API)',
        secret: 'Token',
        help: 'The site’s administrator gives it to you.',
      },
    },
    /** Where two sites bear one title: the name they have here after it. */
    siteTwice: (title: string, name: string) => `${title} (${name})`,
    account: (name: string, role: string) => `${name}, ${role}`,
    /** Whose job something is, as the end of a sentence. */
    whose: {
      you: 'you',
      administrator: 'the site’s administrator',
      host: 'the hosting company',
      network: 'whoever runs your network',
    },
    /** Whoever works here, within a sentence and as it begins. */
    you: 'you',
    youFirst: 'You',
    /** The parts of a story of which something can be said. */
    parts: {
      headline: 'Headline',
      standfirst: 'Standfirst',
      byline: 'Byline',
      body: 'Text',
      caption: 'Caption',
      credit: 'Credit',
      alt: 'Alt text',
    },
    /** What the file says a picture is: IPTC’s digital source types that a desk meets. */
    sources: {
      digitalCapture: 'Photograph',
      negativeFilm: 'Scan of a negative',
      positiveFilm: 'Scan of a slide',
      print: 'Scan of a print',
      minorHumanEdits: 'Photograph, slightly edited',
      humanEdits: 'Photograph, edited',
      compositeCapture: 'Composite of photographs',
      algorithmicallyEnhanced: 'Photograph, enhanced by software',
      compositeWithTrainedAlgorithmicMedia: 'Composite with parts made by AI',
      compositeSynthetic: 'Composite with made-up parts',
      trainedAlgorithmicMedia: 'Made by AI',
      algorithmicMedia: 'Made by software',
      digitalCreation: 'Drawn on a computer',
      screenCapture: 'Screenshot',
    },
  },
};
