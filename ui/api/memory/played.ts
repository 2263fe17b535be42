import { editThere } from './comparing';
import { MemoryDesk } from './desk';
import { ANN, approve, handIn, passedOf, sendBack } from './passing';
import { saidElsewhere } from './review';
import { sampleStories, severalSites } from './sample';
import { MemoryTransport } from './transport';

/**
 * The desk a plain browser plays at: with `?sites` there are several sites and things under way, with
 * `?conflict` somebody changed the first story on one of them, with `?review` an editor said something,
 * with `?returned` one changed it and sent it back, with `?filed` it waits to be approved, with `?inbox` stories wait, with
 * `?first` nobody has been here yet.
 */
export function playedDesk(asked: string): MemoryTransport {
  if (asked.includes('inbox')) return playInbox();
  if (asked.includes('first')) return playFirst();
  if (/returned|filed/.test(asked)) return playRoundTrip(asked.includes('returned'));
  if (!/sites|conflict|review/.test(asked)) return new MemoryTransport();
  const desk = new MemoryDesk(undefined, sampleStories(), severalSites());
  const memory = new MemoryTransport(desk);
  Object.assign(globalThis, { playedDesk: desk });
  if (asked.includes('conflict')) playConflict(desk);
  if (asked.includes('review')) playReview(desk);
  return memory;
}

/** An editor has read the first story, asked something and would write some of it otherwise. */
export function playReview(desk: MemoryDesk, by = 'Ann Moss'): void {
  const { id } = desk.stories[0]!;
  const say = (words: string, more: Parameters<typeof saidElsewhere>[4]) =>
    saidElsewhere(desk, id, by, words, more);
  say('Library reopens', { instead: 'Reading room reopens', part: { kind: 'headline' } });
  say('two years and a month', { instead: 'twenty-five months' });
  say('a third of its ceiling', { note: 'The council’s report says a quarter. Which is it?' });
  say(' from a whole summer of washing cars', { instead: '' });
  say('by hand', { instead: 'by hand, and with old tools' });
  const lost = say('Ruth Adeyemi', { note: 'Is she still head librarian?' });
  const { notes } = desk.said.of(id);
  const anchor = notes.find((one) => one.id === lost)!.anchor!;
  Object.assign(anchor, { quote: 'the head librarian', before: 'said', after: 'on Monday' });
  const part = { kind: 'caption' as const, picture: 'roof-repairs.jpg' };
  say('in October', { instead: 'on 14 October', part });
  notes.push({
    ...{ id: crypto.randomUUID(), by: { name: by, key: by }, at: desk.at() },
    text: 'A good read. Two things to look up, then it can go.',
  });
}

/** The first story is public on a site, was changed there and here, and is on its way there again. */
export function playConflict(desk: MemoryDesk, site = 'Town Crier'): void {
  const story = desk.stories[0]!;
  Object.assign(story, { status: 'published' });
  for (const one of story.pictures) {
    one.credit ||= 'Jo Smith';
    one.alt ||= 'Two people on a glass roof';
  }
  desk.outbox.place(story.id, site, 'public');
  editThere(
    desk,
    story.id,
    site,
    ({ copy, pictures }) => {
      copy.headline = 'Library on Corn Street reopens';
      copy.body = copy.body
        .replace('£1.4m', '£1.45m')
        .replace('a whole summer', 'a whole wet summer');
      copy.body += '\n\nThe mayor cuts the ribbon at ten.';
      const lead = pictures['reading-room.jpg']!;
      pictures['reading-room.jpg'] = { ...lead, caption: `${lead.caption}, last week` };
    },
    {
      added: [{ name: 'mayor.jpg', url: 'https://crier.example/uploads/mayor.jpg' }],
      not_carried: [{ what: 'form', words: 'Sign up for the reopening' }],
    },
  );
  desk.change(story.id, null, ({ copy }) => {
    copy.headline = 'Reading room reopens after two-year repair';
    copy.standfirst = 'Corn Street reading room is back, with longer hours';
  });
  desk.outbox.queue(story, desk.site(site), 'publish', null);
}

/** The first story was handed in, passed by an editor and changed after that; or it came back. */
function playRoundTrip(returned: boolean): MemoryTransport {
  const desk = new MemoryDesk();
  const { id } = desk.stories[0]!;
  for (const one of desk.stories[0]!.pictures) {
    one.credit ||= 'Tariq Bell';
    one.alt ||= 'Two people on a glass roof';
  }
  handIn(desk, id);
  approve(desk, id, ANN);
  editAsAnn(desk, id);
  if (returned) {
    const reasons =
      'Who says that the repair cost £1.4m? Please ask the council, and file it again.';
    sendBack(desk, id, reasons, ANN);
  }
  return new MemoryTransport(desk);
}

/** What an editor does to the sample story. */
export function editAsAnn(desk: MemoryDesk, id: string): void {
  desk.change(id, null, ({ copy, pictures }) => {
    copy.headline = 'Reading room reopens after two-year repair';
    copy.body = copy.body
      .replace('£1.4m', '£1.45m')
      .replace('a whole summer of washing cars', 'a whole wet summer of washing cars');
    copy.body += '\n\nThe mayor cuts the ribbon at ten.';
    pictures[1]!.caption = 'Glaziers fitted the last of 212 panes in October';
  });
}

/** Two stories wait for an editor: one is here and in a colleague's hands, one is on its site still. */
function playInbox(): MemoryTransport {
  const desk = new MemoryDesk(undefined, sampleStories(), severalSites());
  const { travelling, stories } = desk;
  const site = 'The Marlbridge Courier';
  const [library] = sampleStories();
  const there = { ...library!, id: 'there', status: 'filed' as const, updated: desk.at() };
  there.copy.headline = 'Market moves indoors for the winter';
  travelling.there.set('71', { site, from: 'Tariq Bell', story: there });
  travelling.came.set(stories[1]!.id, { from: 'Jo Smith', site, unread: false });
  passedOf(desk, stories[1]!.id).holder = ANN;
  desk.colleagues = [ANN, { name: 'Ben Hart', key: 'c3'.repeat(32) }];
  const story = structuredClone(stories[0]!);
  const received = {
    story,
    new: false,
    merged: true,
    taken: [],
    overruled: [],
    conflicts: [],
    undecided: null,
    sentences: [],
  };
  travelling.packets.set(travelling.path!, received);
  return new MemoryTransport(desk);
}

/** Nobody said who they are, and nothing is written. */
function playFirst(): MemoryTransport {
  const desk = new MemoryDesk(undefined, []);
  desk.state.byline = null;
  return new MemoryTransport(desk);
}
