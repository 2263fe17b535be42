import { count } from './count';

/** Who writes here: asked at the first start, and changed later. */
const name = {
  label: 'Your name',
  help: (byline: string) =>
    byline
      ? `New stories will say: ${byline}`
      : 'It stands above your stories. You can change it in each of them.',
};

export const DIALOGS = {
  byline: { ...name, title: 'Who are you?', use: 'Use this byline' },
  welcome: {
    ...name,
    title: 'Welcome to Copydesk',
    where: 'Where will your stories appear?',
    practice: {
      title: 'Try the practice site first',
      about: 'A small newspaper on this computer. Nothing you do there leaves it.',
    },
    own: {
      title: 'Connect my own site',
      about: 'WordPress, Ghost, or a site with Copydesk’s API. The practice site stays as well.',
    },
    begin: 'Begin',
  },
  closing: {
    title: 'Your last changes are not saved',
    lost: 'If you close now, what you typed since the last save is lost.',
    save: 'Save and close',
    stay: 'Keep writing',
    close: 'Close without saving',
  },
  correct: {
    title: 'Correct the story',
    nowhere:
      'No site shows this story, so there is nothing to correct there. Change the text and publish it.',
    send: (names: string[]) =>
      `Correct on ${names.length === 1 ? names[0] : count(names.length, 'site')}`,
    about:
      'The story goes out as it stands on the page, so put the text right first. A dated note is set beneath it, as the house words it.',
    note: 'What is put right',
    example: 'The repair cost £1.4m, not £1.4bn as first stated.',
    readers: (sites: number) => [`Readers get it on ${count(sites, 'site')}: `, '.'] as const,
  },
  withdraw: {
    title: 'Withdraw the story',
    nowhere:
      'As far as is known here, no site shows the story or has it in review. What still waits in the outbox can be cancelled there.',
    send: (names: string[]) =>
      `Withdraw from ${names.length === 1 ? names[0] : count(names.length, 'site')}`,
    about:
      'It is hidden on these sites, and each is followed until readers no longer get it. Taken off everywhere, it goes nowhere else either. Your text stays here; publishing it again puts it back.',
    where: 'Where',
  },
  return: {
    title: 'Return the story',
    notHandedIn: 'Only a story that was handed in can be returned.',
    send: 'Return the story',
    about:
      'It goes back to its writer with your notes and suggestions. Say in a few sentences what is still to do.',
    reasons: 'Reasons',
    example: 'Who says that the repair cost £1.4m? And please ask the council.',
    done: (headline: string) => `“${headline}” is returned. The reasons stand above the story.`,
    doneInPacket: (headline: string, writer: string) =>
      `“${headline}” is returned. ${writer} gets it in a packet.`,
    doneWithoutReasons: (headline: string, site: string) =>
      `“${headline}” is returned on ${site}. The reasons do not go there: send them in a packet, or tell them by telephone.`,
    packet: 'Send as a packet…',
  },
  assign: {
    title: 'Assign the story',
    to: 'Assign the story to',
    yourself: 'Yourself',
    nobody:
      'Nobody is known here yet. A colleague is, once a packet of theirs came or they said something about a story that is here.',
  },
  receipt: {
    title: 'What came in',
    dropped: 'Left out',
    changed: 'Changed',
    kept: 'Kept',
    close: 'Close',
  },
  received: {
    title: 'Two texts to settle',
    send: 'Go on with these',
    later: 'Later',
    about: (headline: string, from: string | null | undefined, places: number) =>
      `A text of “${headline}” came${from ? ` from ${from}` : ''}. ${count(places, 'place was', 'places were')} changed here and there: choose which text stands. The other stays in the story’s history.`,
    taken: (places: string[]) =>
      `What they changed in ${places.join(', ')}, where yours is as it was, comes in too.`,
    otherSide: 'the other side',
  },
  sender: {
    title: 'Who sent this packet?',
    nameless: 'somebody without a name',
    send: (name: string) => `This is ${name}`,
    signed: (headline: string) => [`“${headline}” is signed as `, '.'] as const,
    compare: (name: string) =>
      `Ring ${name} up and compare these numbers, once. Nothing was taken in yet.`,
    key: (name: string) => `The key of ${name}`,
  },
  conflict: {
    title: 'This story was changed in two places',
    about:
      'Nothing is lost: the text you do not choose stays in the story’s history. Paragraphs that differ are marked.',
    mine: 'On your page',
    theirs: (time: string) => `Saved elsewhere at ${time}`,
    takeMine: 'Go on with mine',
    takeTheirs: 'Go on with the other',
    differs: 'Differs: ',
  },
  uses: {
    title: 'Where is this picture used?',
    none: 'This story has no pictures.',
    picture: 'Picture',
    onlySent: 'No longer in the story, but in what was sent.',
    on: (site: string, published: boolean) => `${published ? 'On' : 'Handed in on'} ${site}`,
    nowhere: 'On no site.',
    command: 'desk picture where FILE',
    about: [
      'Found by the original file, byte for byte. ',
      ' looks for a copy saved from a page or in another size too.',
    ],
  },
  outbox: {
    title: 'Outbox',
    underWay: 'Under way',
    nothing: 'Nothing waits. What you publish or file passes through here, even without a network.',
    ended: 'In the last 24 hours',
  },
  help: {
    title: 'Help and keys',
    sought: 'What are you looking for?',
    found: (all: number) => `${all} found`,
    questions: 'Questions',
    /** The commands, by what they are about. */
    groups: {
      Story: 'Story',
      Notes: 'Notes',
      Pictures: 'Pictures',
      View: 'View',
      Copydesk: 'Copydesk',
    },
    nothing: 'Nothing here is called that. Try one word, such as “credit”.',
    /** Around the two keys that are told, and after them what this is. */
    credits: [
      'In an empty credit ',
      ' takes what is offered, and ',
      ' goes on to the next picture without one. ',
    ],
    about: (version = '', folder = '') => `Copydesk ${version} keeps your stories in ${folder}.`,
  },
  palette: {
    label: 'Find a command or a story',
    commands: 'Commands',
    recent: 'Recent',
    stories: 'Stories',
  },
  file: {
    title: 'File the story',
    packet: 'As a packet',
    here: 'At this desk',
    done: 'Done',
    packetToo: 'Send as a packet too…',
    where: 'Where to',
    cancel: 'Cancel',
  },
  compare: {
    title: 'Compare two texts',
    now: 'As it stands',
    handedIn: 'as it was handed in',
    from: 'From',
    to: 'To',
    shown: 'Shown',
    two: 'Side by side',
    one: 'In one text',
    at: (change: number, all: number) => `${change} of ${all}`,
    before: 'Previous change',
    next: 'Next change',
  },
  siteConflict: {
    title: (site: string) => `The story here and on ${site}`,
    taking: 'Taking it over…',
    asking: (site: string) => `Asking ${site}…`,
    taken: (site: string) => `What ${site} has is taken over. Nothing was sent.`,
    takenOff: (site: string) =>
      `Somebody took the story off ${site}. Publishing asks about that once more.`,
    there: (site: string) => `Changed on ${site}`,
    here: 'Changed here',
    both: 'Changed on both sides',
    again: 'Compare again',
    retry: 'Try again',
  },
  sites: {
    title: 'Sites',
    called: (name: string) => `Called “${name}” here`,
    practice: 'The practice site on this computer',
    as: (account: string) => `As ${account}`,
    signedOut: 'Not signed in',
    thisRun: 'Signed in until you quit',
    check: 'Check the connection',
    checkOf: (site: string) => `Check the connection to ${site}`,
    again: 'Sign in again',
    againTo: (site: string) => `Sign in again to ${site}`,
    remove: 'Remove',
    removeOf: (site: string) => `Remove ${site}`,
    signIn: 'Sign in',
    signInAt: 'Sign in with WordPress',
    looking: 'Looking at the site…',
    connection: (site: string) => `The connection to ${site}`,
    use: (address: string) => `Use ${address}`,
    fingerprint: 'The certificate’s SHA-256 fingerprint: ',
    trust: 'It is the one I was told: trust this certificate',
    sayYes: 'Say yes to Copydesk in the browser; the rest happens by itself.',
    add: 'Add a site…',
    noKeychain: 'No keychain',
  },
};
