import type * as T from '../bindings';
import type { Args } from '../calls';
import { instant } from '../../state/moments';
import { comparing } from './comparing';
import type { MemoryDesk } from './desk';

/** A moment as the house reads it. */
function moment(written: string, zone: string): string {
  const at = /Z|[+-]\d\d:\d\d$/.test(written) ? written : instant(written.replace(' ', 'T'), zone);
  if (at) return new Date(at).toISOString();
  const hint = 'Write it like 2026-11-26 06:00; it is meant in the newsroom’s time zone.';
  throw { code: 'invalid', message: `“${written}” is not a day and a time of day.`, hint };
}

/** The calls that send, put right and take off. */
export function publishing(desk: MemoryDesk) {
  const { outbox } = desk;
  const zone = desk.state.house.time_zone;
  const send = (id: string, sites: string[], release: T.Release | null, at: string | null) =>
    sites.map((name) => {
      const site = desk.site(name);
      const may = site.account?.can_publish ?? true;
      return outbox.queue(desk.story(id), site, release ?? (may ? 'publish' : 'file'), at);
    });
  const on = (id: string, stages: T.Stage[]) =>
    outbox
      .places(id)
      .filter(({ stage }) => stages.includes(stage))
      .map(({ site }) => site);
  return {
    publish: ({ id, sites, at }: Args<'publish'>) => {
      desk.keep(desk.story(id), 'Published');
      return send(id, sites, null, at && moment(at, zone));
    },
    publish_anew: ({ id, site }: Args<'publish_anew'>) => send(id, [site], 'publish', null)[0]!,
    correct: ({ id, base_version, note }: Args<'correct'>) => {
      const shown = on(id, ['public']);
      if (!shown.length) throw NOTHING_SHOWN;
      desk.change(id, base_version, ({ copy }) => {
        copy.body = `${copy.body.trimEnd()}\n\n**Correction:** ${note.trim()}\n`;
      });
      return send(id, shown, 'correct', null);
    },
    withdraw: ({ id, site }: Args<'withdraw'>) => {
      const there = on(id, ['public', 'scheduled', 'pending']);
      const sites = there.filter((one) => !site || one === site);
      return send(id, sites, 'withdraw', null);
    },
    ...comparing(desk),
    places: ({ id }: Args<'places'>) => outbox.places(id),
    embargo_set: ({ id, until }: Args<'embargo_set'>) => {
      const [shown] = on(id, ['public']);
      if (until && shown) throw tooLate(shown);
      desk.change(id, null, (story) => {
        if (until) story.embargo = moment(until, zone);
        else delete story.embargo;
      });
      outbox.wake(id);
      return desk.story(id);
    },
    ...inOutbox(outbox),
  };
}

const inOutbox = (outbox: MemoryDesk['outbox']) => ({
  delivery_list: ({ id }: Args<'delivery_list'>) => outbox.list(id),
  delivery_retry: ({ id }: { id: string }) => outbox.retry(id),
  delivery_pause: ({ id }: { id: string }) => outbox.pause(id),
  delivery_cancel: ({ id }: { id: string }) => outbox.cancel(id),
});

const NOTHING_SHOWN = refused(
  'No site shows this story, so there is nothing to correct there.',
  'Change the text and publish it.',
);
const tooLate = (site: string) =>
  refused(
    `The story is public on ${site}, so an embargo comes too late.`,
    'Withdraw it there first, then set the embargo.',
  );

function refused(message: string, hint: string): T.Error {
  return { code: 'illegal-move', message, hint };
}
