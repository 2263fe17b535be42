import type {
  Account,
  Kind,
  Picture,
  PictureWritten,
  SiteKind,
  SiteView,
  Stage,
  Status,
  Story,
  Whose,
  Words,
} from '../api/bindings';
import { WORDS } from '../words/words';

const W = WORDS.names;

/** The words of a picture without the rest of it. */
function wordsOf(picture: Words): Words {
  const { caption, credit, creator, copyright, usage_terms, web_statement, licensor } = picture;
  const { source, headline, created, digital_source, alt, decorative } = picture;
  return {
    ...{ caption, credit, creator, copyright, usage_terms, web_statement, licensor },
    ...{ source, headline, created, digital_source, alt, decorative },
  };
}

/** What a person set about a picture. */
export function writtenOf(picture: Picture): PictureWritten {
  const { role, focus, crop, kept } = picture;
  return { words: wordsOf(picture), role, focus: focus ?? null, crop: crop ?? null, kept };
}

/** Whether two stories say the same. */
export function sameWords(a: Story, b: Story): boolean {
  const words = ({ copy, kind, section, slug, pictures }: Story) =>
    JSON.stringify([copy, kind, section, slug, pictures.map((one) => [one.name, writtenOf(one)])]);
  return words(a) === words(b);
}

/** Gives `mine` what is theirs, except what I changed since both were as `kept`. */
export function goOnFrom(theirs: Story, mine: Story, kept: Story): void {
  if (mine.kind === kept.kind) mine.kind = theirs.kind;
  if (mine.section === kept.section) mine.section = theirs.section;
  if (mine.slug === kept.slug) mine.slug = theirs.slug;
  mine.status = theirs.status;
  const named = (story: Story, one: Picture) =>
    story.pictures.find(({ name }) => name === one.name);
  mine.pictures = theirs.pictures.map((one) => {
    const [now, before] = [named(mine, one), named(kept, one)];
    const touched =
      now && before && JSON.stringify(writtenOf(now)) !== JSON.stringify(writtenOf(before));
    return touched ? { ...now, role: one.role } : one;
  });
}

/** What each kind of story is called. */
export const KINDS: Record<Kind, string> = W.kinds;

/** What each status is called, and what a list of such stories is called. */
export const STATUSES: Record<Status, { one: string; many: string }> = W.statuses;

/** How public a story is on a site. */
export const STAGES: Record<Stage, string> = W.stages;

/** How far a story is on a site, and where it may be by now though the site has not answered. */
export function stageWords(stage: Stage, asked?: Stage): string {
  return !asked || asked === stage ? STAGES[stage] : W.mayBe[asked];
}

/** What each kind of site is called, whether it asks for a user name, and its secret. */
export const SITES: Record<
  SiteKind,
  { name: string; user: boolean; secret: string; help: string }
> = {
  wordpress: { ...W.sites.wordpress, user: true },
  ghost: { ...W.sites.ghost, user: false },
  own: { ...W.sites.own, user: false },
};

const CLOCK = new Intl.DateTimeFormat(WORDS.language, { hour: '2-digit', minute: '2-digit' });
const DAY = new Intl.DateTimeFormat(WORDS.language, { day: 'numeric', month: 'short' });

/** The time of day, “10:42”. */
export const clock = (at: string): string => CLOCK.format(new Date(at));

/** “10:42” today, “21 Nov” before. */
export function when(at: string, now = new Date()): string {
  const then = new Date(at);
  return then.toDateString() === now.toDateString() ? CLOCK.format(then) : DAY.format(then);
}

/** As the list counts (`story::words`): what has a letter or a digit; picture lines do not count. */
export function wordCount(body: string): number {
  const lines = body.split('\n').filter((line) => !line.startsWith('!['));
  const words = lines.flatMap((line) => line.split(/\s+/));
  return words.filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** An account by its name, and its role where the name does not say it already. */
export const account = ({ name, role }: Account): string =>
  name.toLowerCase().includes(role.toLowerCase()) ? name : W.account(name, role);

/** Whose job something is, as the end of a sentence. */
export const WHOSE: Record<Whose, string> = W.whose;

/** A site as its readers call it. */
export const siteTitle = (site: SiteView): string => site.account?.site_title || site.name;

/** What a story without a headline is called. */
export const UNTITLED = W.untitled;

const TAKEN = new Intl.DateTimeFormat(WORDS.language, { dateStyle: 'long', timeZone: 'UTC' });

/** When a picture was taken, as exactly as its file says: “14 October 2026, 16:20”. */
export function takenOn(created: string): string {
  const day = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}))?/.exec(created);
  if (!day) return created;
  const date = TAKEN.format(new Date(`${day[1]}T00:00:00Z`));
  return day[2] ? WORDS.moments.at(date, '', day[2]) : date;
}

/** IPTC's digital source types that a desk meets, in words. */
const SOURCES: Record<string, string> = W.sources;

/** What kind of picture the file says it is; its own word where we have none. */
export const sourceWords = (source: string): string => SOURCES[source] ?? source;
