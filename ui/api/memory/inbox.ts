import type * as T from '../bindings';
import type { Args } from '../calls';
import type { MemoryDesk } from './desk';
import { ANN, handIn, passedOf } from './passing';
import { ME } from './review';

/** What travels to and from a desk in memory. */
export class Travelling {
  /** From whom a story came, and whether nobody opened it since. */
  readonly came = new Map<string, { from: string; site: string | null; unread: boolean }>();
  /** What waits on sites and is not here yet, by the site's own id. */
  readonly there = new Map<
    string,
    { site: string; from: string; story: T.Story; merged?: boolean }
  >();
  /** Texts that came where both had changed the same. */
  readonly undecided: T.ToSettle[] = [];
  /** What the next look at the sites brings. */
  readonly received: T.Received[] = [];
  /** What became of stories on sites, which the next look hears of. */
  readonly decided: T.SiteOutcome[] = [];
  /** Sites that cannot be asked. */
  readonly deaf: string[] = [];
  /** What a packet holds, by its path. */
  readonly packets = new Map<string, T.Received>();
  /** Keys somebody said whose they are. */
  readonly confirmed = new Set<string>();
  /** What `choose_packet` and `save_packet_as` find. */
  path: string | null = '/home/jo/library-reopens.story';

  /** Keeps what both changed, until it is settled. */
  take({ story, conflicts, undecided }: T.Received, from: string, site: string | null): void {
    if (undecided === null) return;
    const { id, version, updated, copy } = story;
    const { headline } = copy;
    const one = { number: undecided, story: id, headline, version, from, site, since: updated };
    this.undecided.unshift({ ...one, conflicts, taken: [] });
  }
}

function inbox(desk: MemoryDesk): T.Inbox {
  const here = desk.stories.flatMap((story): T.Waiting[] => {
    const came = desk.travelling.came.get(story.id);
    const { from = '', site = null, unread = false } = came ?? {};
    const back = came && story.status === 'returned';
    if (!unread && !back && story.status !== 'filed') return [];
    const { holder, assignedBy = null } = passedOf(desk, story.id);
    const mine = holder?.key === ME;
    const { headline, byline } = story.copy;
    const { id, status, updated } = story;
    const hands = { holder, mine, assigned_by: assignedBy };
    const since = updated;
    return [{ story: id, headline, byline, status, from, site, since, ...hands, unread }];
  });
  const given = (one: T.Waiting) => Number(one.mine && !!one.assigned_by);
  const waits = here.sort((a, b) => given(b) - given(a) || b.since.localeCompare(a.since));
  const undecided = desk.travelling.undecided.map((one) => ({
    ...one,
    version: desk.story(one.story).version,
  }));
  return { waits, unread: waits.filter(({ unread }) => unread).length, undecided };
}

/** What waits on sites and is not here. */
function there(desk: MemoryDesk): T.WaitingThere[] {
  return [...desk.travelling.there].map(([remote, { site, from, story }]) => {
    const { headline } = story.copy;
    return { site, remote, headline, author: from, changed: story.updated, story: null };
  });
}

/** Writing packets and taking them in. */
function packets(desk: MemoryDesk) {
  const { travelling } = desk;
  return {
    packet_write: ({ path }: Args<'packet_write'>) => ({
      ...{ file: path, by: ANN, spoken: SPOKEN },
      sentences: ['It holds the text, 2 pictures and all notes.'],
    }),
    packet_read: ({ path, confirmed }: Args<'packet_read'>): T.PacketRead => {
      const received = travelling.packets.get(path);
      if (!received) throw NO_PACKET(path);
      if (confirmed) travelling.confirmed.add(confirmed);
      const known = travelling.confirmed.has(ANN.key);
      const contact = { kind: known ? ('known' as const) : ('first' as const) };
      const sender = { person: ANN, spoken: SPOKEN, contact, confirmed: known };
      const { headline } = received.story.copy;
      if (!known) return { kind: 'asks', sender, headline, question: FIRST };
      const there = desk.stories.findIndex(({ id }) => id === received.story.id);
      const story = structuredClone(received.story);
      if (there < 0) desk.stories.push(story);
      else desk.stories[there] = story;
      travelling.take(received, ANN.name, null);
      return { kind: 'taken', received, sender };
    },
    packet_settle: ({ id, base_version, number }: Args<'packet_settle'>) => {
      const at = travelling.undecided.findIndex((one) => one.number === number);
      if (at < 0) throw SETTLED;
      desk.change(id, base_version, () => {});
      travelling.undecided.splice(at, 1);
      return structuredClone(desk.story(id));
    },
  };
}

/** The calls of the editor’s desk and of packets. */
export function travelling(desk: MemoryDesk) {
  const { travelling } = desk;
  return {
    inbox: () => inbox(desk),
    inbox_sync: (): T.Collected => {
      const failed = travelling.deaf.map((site) => ({ site, error: DEAF(site) }));
      const received = travelling.received.splice(0);
      const site = desk.sites[0]?.name ?? '';
      for (const one of received) travelling.take(one, 'Jo Smith', site);
      const synced = received.length ? [{ site, received, sent: [], problems: [] }] : [];
      const decided = travelling.decided.splice(0);
      return { synced, there: there(desk), decided, failed, inbox: inbox(desk) };
    },
    inbox_take_in: ({ remote }: Args<'inbox_take_in'>): T.TakenIn => {
      const { story, site, from, merged = false } = travelling.there.get(remote)!;
      travelling.there.delete(remote);
      travelling.came.set(story.id, { from, site, unread: true });
      desk.stories.push(story);
      return { story: structuredClone(story), merged };
    },
    story_file: ({ id, site }: Args<'story_file'>): T.Filed => {
      handIn(desk, id);
      const story = structuredClone(desk.story(id));
      if (!site) return { story, delivery: null, sentences: ['It was handed in at this desk.'] };
      const delivery = desk.outbox.queue(story, desk.site(site), 'file', null);
      return { story, delivery, sentences: [`The editors of ${site} get all of it.`] };
    },
    ...packets(desk),
    person_list: (): T.KeyHolder[] => [],
    choose_packet: () => travelling.path,
    save_packet_as: () => travelling.path,
  };
}

const SPOKEN = '12345 23456 34567 45678 56789 67890';
const FIRST = 'This is the first packet from Ann Morgan that is opened here.';
const DEAF = (site: string): T.Error => ({
  code: 'unreachable',
  message: `${site} cannot be reached.`,
  hint: 'It is asked again in a few minutes.',
});
const SETTLED: T.Error = {
  code: 'conflict',
  message: 'This was settled already, or a newer text came in its place.',
  hint: 'Look at what is to be settled now.',
};
const NO_PACKET = (path: string): T.Error => ({
  code: 'invalid',
  message: `${path.split('/').at(-1)} is not a packet, or it was damaged on its way.`,
  hint: 'Nothing was changed here. Ask for it once more.',
});
