import type { Account, AppState, KeychainView, Picture, SiteView, Story, Words } from '../bindings';
import { scene } from './scenes';

/** Words with nothing in them. */
export const NO_WORDS: Words = {
  caption: '',
  credit: '',
  creator: '',
  copyright: '',
  usage_terms: '',
  web_statement: '',
  licensor: '',
  source: '',
  headline: '',
  created: '',
  digital_source: '',
  alt: '',
  decorative: false,
};

/** A made-up picture; its `sha256` names the scene that is drawn for it. */
export function picture(name: string, words: Partial<Picture> = {}): Picture {
  return {
    name,
    sha256: scene(name),
    format: 'jpeg',
    width: 2400,
    height: 1350,
    role: 'inline',
    ...NO_WORDS,
    offered: { ...NO_WORDS },
    kept: { place: false, camera: false },
    ...words,
  };
}

const BODY = `The doors of the Corn Street reading room will open again on Saturday, two years and a month after a burst pipe brought down a third of its ceiling.

Marlbridge Library has spent £1.4m on the repair, of which £900,000 came from insurers and the rest from a public appeal that *closed eleven days early*.

"We had people turning up with jars of coins," said head librarian Ruth Adeyemi. "One boy brought us the takings from a whole summer of washing cars.

"I told him he could have his name on a brick. He asked for his name on a book."

![](roof-repairs.jpg)

## What has changed

The oak desks have been restored by hand, and every one now has a lamp and two sockets. The children's corner has moved to the south windows, where the old card catalogue stood.

Opening hours will be longer than before the flood:

- Monday to Friday, 8am to 8pm
- Saturday, 9am to 5pm
- Sunday, 11am to 4pm, **for the first time since 1974**

A full programme is [on the library's own page](https://library.example/reopening).`;

const base = { kind: 'news', slug: '', status: 'draft', version: 4 } as const;

/** The stories a plain browser starts with. All of it is made up. */
export function sampleStories(): Story[] {
  return [
    {
      ...base,
      id: '0190a1c4-0000-7000-8000-000000000001',
      section: 'Local News',
      created: '2026-11-20T09:02:00Z',
      updated: '2026-11-23T10:42:00Z',
      copy: {
        headline: 'Library reopens after two-year repair',
        standfirst:
          'Corn Street reading room is back, with longer hours and a brick nobody wanted his name on',
        byline: 'By Copydesk guest writer',
        body: BODY,
        tags: [],
      },
      pictures: [
        picture('reading-room.jpg', {
          role: 'lead',
          caption: 'The restored reading room on Corn Street',
          credit: 'Jo Smith',
          alt: 'Rows of oak desks under a glass roof, each with a green lamp',
        }),
        picture('roof-repairs.jpg', {
          caption: 'Glaziers finished the last of 212 panes in October',
          height: 1600,
          offered: {
            ...{ ...NO_WORDS, credit: 'Tariq Bell', creator: 'Tariq Bell' },
            created: '2026-10-14T16:20:00',
            digital_source: 'digitalCapture',
          },
          disputed: [
            {
              field: 'creator',
              says: [
                ['xmp', 'Tariq Bell'],
                ['exif', 'T. Bell, Marlbridge'],
              ],
            },
          ],
        }),
      ],
    },
    ...otherStories(),
  ];
}

function otherStories(): Story[] {
  const story = (n: number, more: Partial<Story>, headline: string, body: string): Story => ({
    ...base,
    pictures: [],
    id: `0190a1c4-0000-7000-8000-00000000000${n}`,
    section: 'Local News',
    created: '2026-11-18T08:00:00Z',
    updated: `2026-11-${22 - n}T15:20:00Z`,
    copy: { headline, standfirst: '', byline: 'By Copydesk guest writer', body, tags: [] },
    ...more,
  });
  return [
    story(
      2,
      { section: 'Council', status: 'filed' },
      'Bus lane on Mill Road to stay until spring',
      'The trial bus lane on Mill Road will stay until the end of March.',
    ),
    story(
      3,
      { section: 'Sport', kind: 'sport', status: 'published' },
      'Late header sends Marlbridge Town top',
      'A header in the ninety-second minute was enough.',
    ),
    story(0, { section: 'Opinion', kind: 'opinion' }, '', 'Notes from the allotment meeting.'),
  ];
}

/** The house and the person of the browser's made-up desk. */
export const SAMPLE_STATE: AppState = {
  version: '0.1.0',
  data_folder: '(memory)',
  house: {
    masthead: 'The Marlbridge Courier',
    smart_punctuation: true,
    sections: ['Local News', 'Council', 'Sport', 'Opinion', 'What’s On'],
    byline_pattern: 'By {name}',
    time_zone: 'Europe/London',
    longest_headline: 100,
    crops: ['16:9', '4:3', '1:1'],
    rights: [
      { label: 'Staff', terms: 'Taken for this paper; ask before using it elsewhere' },
      { label: 'Handout', terms: 'Supplied for news reporting of this event' },
      {
        label: 'CC BY',
        terms: 'CC BY 4.0: name the creator',
        link: 'https://creativecommons.org/licenses/by/4.0/',
      },
    ],
  },
  byline: 'By Copydesk guest writer',
};

export const SAMPLE_KEYCHAIN: KeychainView = {
  available: false,
  message: 'There is no keychain on this computer, so passwords are kept only until you quit.',
};

/** The sites of the made-up desk. */
export function sampleSites(): SiteView[] {
  return [
    {
      name: 'The Marlbridge Courier',
      kind: 'own',
      url: 'http://127.0.0.1:8750/',
      practice: true,
      signed_in: true,
      this_run_only: false,
      account: {
        name: 'Practice editor',
        role: 'editor',
        site_title: 'The Marlbridge Courier',
        can_publish: true,
        can_send_pictures: true,
        sections: ['Local News', 'Council', 'Sport', 'Opinion', 'What’s On'],
      },
    },
  ];
}

/** A town's paper beside the practice site, a county's in another zone, and one where we only file. */
export function severalSites(): SiteView[] {
  const site = (name: string, url: string, more: Partial<Account>): SiteView => ({
    ...{ name, url, kind: 'wordpress', practice: false, signed_in: true, this_run_only: false },
    account: {
      ...{ name: 'Jo Smith', role: 'editor', site_title: name, can_publish: true },
      ...{ can_send_pictures: true, sections: ['News', 'Sport'], zone: 'Europe/London' },
      ...more,
    },
  });
  return [
    ...sampleSites(),
    site('Town Crier', 'https://crier.example/', {}),
    site('Channel Post', 'https://post.example/en/', { zone: 'Europe/Paris' }),
    site('County Record', 'https://record.example/', { role: 'contributor', can_publish: false }),
  ];
}

/** An account that hands in. */
export const WRITER: Account = {
  name: 'Guest',
  role: 'contributor',
  site_title: 'WordPress site',
  can_publish: false,
  can_send_pictures: true,
  sections: [],
};
