import { count } from './count';

/** What becomes of a story on its way out, and what will. */
export const DELIVERIES = {
  filing: {
    /** What handing in to each kind of site will do. */
    sites: {
      own: 'Its editors get all of it: text, pictures, notes and earlier texts. Readers get none of it.',
      wordpress:
        'Its editors get it as a pending post. Notes, original pictures and earlier texts stay here; a packet can carry those.',
      ghost:
        'Its editors get it as a draft. Notes, original pictures and earlier texts stay here; a packet can carry those.',
    },
    /** What an own site gets that carries no stories whole. */
    article:
      'Its editors get it as an article in review. Notes, original pictures and earlier texts stay here; a packet can carry those.',
    noPictures:
      'Your account there may not send pictures, and this story has some. Send it as a packet, or ask whoever runs the site for that right.',
    packet:
      'You get one file with all of it, to send by e-mail or carry on a stick. Nobody needs an account for that.',
    here: 'It counts as filed at this desk, for whoever edits on this computer. No site is told.',
    sendPacket: 'Write the packet…',
    sendTo: (site: string) => `File to ${site}`,
    sendHere: 'File at this desk',
  },
  /** What pressing the one button does on a site, and what it says. */
  plan: {
    does: {
      publish: 'Publish',
      update: 'Update',
      file: 'File for review',
      'under-way': 'On its way',
      'up-to-date': 'Up to date',
    },
    sites: (all: number) => `${all} sites`,
    file: 'File for review',
    fileOn: (where: string) => `File for review on ${where}`,
    queue: (until: string) => `Queue until ${until}`,
    update: (where: string) => `Update on ${where}`,
    send: (where: string) => `Send to ${where}`,
    publish: (where: string) => `Publish to ${where}`,
  },
  deliveryStates: {
    ended: {
      publish: 'Published',
      file: 'Filed for review',
      correct: 'Corrected',
      withdraw: 'Withdrawn',
    },
    titles: {
      queued: 'Waiting to go out',
      sending: 'Sending…',
      uncertain: 'Asking the site what arrived…',
      paused: 'Paused',
      'needs-you': 'Needs you',
      failed: 'Stopped',
    },
    takingOff: { queued: 'Waiting to be withdrawn', sending: 'Withdrawing…' },
    /** What keeps one that is held. */
    held: {
      site: 'Scheduled on the site',
      embargo: 'Held until the embargo ends',
      time: 'Held until its time',
    },
    /** What one is to do, beside the site’s name. */
    errands: {
      publish: 'Publish',
      file: 'File for review',
      correct: 'Correct',
      withdraw: 'Withdraw',
    },
    bySite: (site: string, when: string | null) =>
      `${site} publishes it itself, ${when}; this computer may be off.`,
    byUsAt: (when: string) => `${when}; this computer must be on, with Copydesk open.`,
    byUs: 'This computer must be on then, with Copydesk open.',
    nextTry: (when: string) => `Next try: ${when}.`,
    megabytes: (sent: string, total: string) => `${sent} of ${total} MB`,
    /** `bytes` is how much of those on their way has left; empty where that is not known. */
    pictures: (done: number, all: number, bytes: string) =>
      `${done} of ${all} ${all === 1 ? 'picture' : 'pictures'}${bytes ? `, ${bytes}` : ''}`,
    resume: 'Resume',
    again: 'Try again',
    tryNow: 'Try now',
    steps: (all: number) => `${all} steps done`,
    step: (at: number, all: number, label: string) => `Step ${at} of ${all}: ${label}`,
    /** What changed last in the outbox, for those who hear the screen. */
    news: (headline: string, site: string, state: string) => `${headline}, ${site}: ${state}.`,
  },
  moments: {
    /** Which clock a field is meant by: “London time, BST”. */
    clock: (town: string, zone: string) => `${town} time${zone ? `, ${zone}` : ''}`,
    none: 'There is no such moment: the clocks go forward over it, or it is no day and time.',
    passed: 'That moment has passed.',
    /** “Thu 26 Nov 2027, 06:00”; the year where it is another one. */
    at: (day: string, year: string, time: string) => `${day}${year ? ` ${year}` : ''}, ${time}`,
  },
  /** What became of a story that was handed in. */
  approvals: {
    by: (status: string, who: string) => `${status} by ${who}`,
    returned: 'With its writer again, and not approved.',
    none: 'Handed in, not approved yet.',
    at: (time: string) => `at ${time}`,
    on: (day: string) => `on ${day}`,
    /** Why an approval of the very text that is there counts no more. */
    since: {
      returned: 'It is with its writer again since',
      withdrawn: 'It was taken off since',
      other: 'It was sent back, taken back or taken off since',
    },
    lapsed: (who: string, when: string, since: string) =>
      `Approved by ${who} ${when}. ${since}, so it is to be approved anew.`,
    approved: (who: string, when: string, mine: boolean) =>
      `Approved by ${who} ${when}: exactly this text.${mine ? '' : ' You have not approved it yet.'}`,
    changed: (who: string, when: string) => `Changed since ${who} approved it ${when}.`,
    broken: (fault: string, more: number) =>
      `The record is not whole. ${fault}${more ? ` And ${count(more, 'more fault')}:` : ''}`,
    whole: (ofStory: number, all: number, end: string) =>
      `The record is whole: ${count(ofStory, 'entry', 'entries')} about this story, ${count(all, 'entry', 'entries')} in all.${end ? ` It ends in ${end}…` : ''}`,
  },
};
