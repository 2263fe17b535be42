import type * as T from '../bindings';
import type { Args } from '../calls';
import type { MemoryDesk } from './desk';

/** What somebody made of a story on a site. */
export type Elsewhere = Pick<T.SiteComparison, 'base' | 'theirs' | 'added' | 'not_carried'> & {
  changed: string;
  seen: string;
};

const place = (id: string, site: string) => `${id} ${site}`;

const wordingOf = ({ copy, section, pictures }: T.Story): T.Wording => ({
  copy: structuredClone(copy),
  section,
  pictures: Object.fromEntries(
    pictures.map(({ name, caption, credit, alt }) => [name, { caption, credit, alt } as T.Words]),
  ),
});

/** A text and where it stands; the body's by its paragraphs. */
type Field = { spot: T.Spot; get: (wording: T.Wording) => string };

const paragraphs = (body: string) => body.trimEnd().split(/\n{2,}/);

/** Every field that any of these has. */
function fields(all: T.Wording[]): Field[] {
  const words = (['headline', 'standfirst', 'byline'] as const).map((kind): Field => {
    return { spot: { kind }, get: ({ copy }) => copy[kind] };
  });
  const most = Math.max(...all.map(({ copy }) => paragraphs(copy.body).length));
  const body = Array.from({ length: most }, (_, n): Field => {
    const spot = { kind: 'paragraph', number: n + 1 } as const;
    return { spot, get: ({ copy }) => paragraphs(copy.body)[n] ?? '' };
  });
  const pictures = Object.keys(all[0]!.pictures).flatMap((name) =>
    (['caption', 'credit', 'alt'] as const).map((field): Field => {
      const spot = { kind: 'picture', name, field } as const;
      return { spot, get: (wording) => wording.pictures[name]?.[field] ?? '' };
    }),
  );
  const section: Field = { spot: { kind: 'section' }, get: (wording) => wording.section };
  return [...words, section, ...body, ...pictures];
}

function put(wording: T.Wording, spot: T.Spot, text: string): void {
  const { copy } = wording;
  if (spot.kind === 'section') wording.section = text;
  else if (spot.kind === 'picture') {
    wording.pictures[spot.name] = { ...wording.pictures[spot.name]!, [spot.field]: text };
  } else if (spot.kind === 'paragraph') {
    const all = paragraphs(copy.body);
    all[spot.number - 1] = text;
    copy.body = `${all.filter(Boolean).join('\n\n')}\n`;
  } else if (spot.kind !== 'tags') copy[spot.kind] = text;
}

/** Both made one, field by field: enough for texts in which no paragraph was moved. */
function merged([base, mine, theirs]: [T.Wording, T.Wording, T.Wording]): T.Merged {
  const made: T.Merged = {
    wording: structuredClone(mine),
    ...{ conflicts: [], taken: [], kept: [] },
  };
  for (const { spot, get } of fields([base, mine, theirs])) {
    const [was, here, there] = [get(base), get(mine), get(theirs)];
    if (here === there) continue;
    if (here === was) {
      made.taken.push({ spot, was, now: there });
      put(made.wording, spot, there);
    } else if (there === was) made.kept.push({ spot, was, now: here });
    else made.conflicts.push({ spot, base: was, mine: here, theirs: there });
  }
  return made;
}

const both = ({ spot, mine, theirs }: T.Conflict) =>
  `${mine}${spot.kind === 'paragraph' ? '\n\n' : ' / '}${theirs}`;

function settled(compared: T.SiteComparison, taking: T.SiteTaking): T.Wording {
  if (taking.kind !== 'merged') return compared[taking.kind];
  const { wording, conflicts } = compared.merged;
  conflicts.forEach((conflict, n) => {
    const choice = taking.choices[n] ?? 'mine';
    put(wording, conflict.spot, choice === 'both' ? both(conflict) : conflict[choice]);
  });
  return wording;
}

/** Plays somebody who changes the story in the site's own editor. */
export function editThere(
  desk: MemoryDesk,
  id: string,
  site: string,
  edit: (theirs: T.Wording) => void,
  more: Partial<Elsewhere> = {},
): void {
  const base = wordingOf(desk.story(id));
  const theirs = structuredClone(base);
  edit(theirs);
  const nothing = { added: [], not_carried: [], changed: desk.at(), seen: '2' };
  desk.outbox.elsewhere.set(place(id, site), { base, theirs, ...nothing, ...more });
  desk.outbox.trouble.set(site, {
    code: 'conflict',
    message: `Somebody changed the story on ${site}, and that change is not in the text here.`,
    hint: 'Nothing was overwritten there, and your text is safe here.',
  });
}

/** The calls that compare with a site and take over what it has. */
export function comparing(desk: MemoryDesk) {
  const { outbox } = desk;
  const compare = (id: string, site: string): T.SiteComparison => {
    const mine = wordingOf(desk.story(id));
    const same = { base: mine, theirs: mine, added: [], not_carried: [], changed: null, seen: '1' };
    const there = outbox.elsewhere.get(place(id, site)) ?? same;
    return {
      site,
      mine,
      taken_off: false,
      ...there,
      merged: merged([there.base, mine, there.theirs]),
    };
  };
  return {
    site_compare: ({ id, site }: Args<'site_compare'>) => structuredClone(compare(id, site)),
    site_settle: ({ id, site, base_version, seen, taking, send }: Args<'site_settle'>) => {
      const compared = structuredClone(compare(id, site));
      if (compared.seen !== seen) throw onceMore(site);
      const { copy, section, pictures } = settled(compared, taking);
      desk.keep(desk.story(id), `Taken over from ${site}`);
      desk.change(id, base_version, (story) => {
        Object.assign(story, { copy, section });
        for (const one of story.pictures) Object.assign(one, pictures[one.name]);
      });
      outbox.elsewhere.delete(place(id, site));
      outbox.trouble.delete(site);
      if (send) return desk.handlers.publish({ id, base_version, sites: [site], at: null })[0]!;
      for (const one of outbox.list(id)) {
        const waits = one.site === site && !['delivered', 'failed'].includes(one.state);
        if (waits) outbox.cancel(one.id);
      }
      return null;
    },
  };
}

const onceMore = (site: string): T.Error => ({
  code: 'conflict',
  message: `The story was changed on ${site} once more while you were looking.`,
  hint: 'Nothing was changed, here or there. Look at both texts again.',
});
