import type * as T from '../bindings';
import type { Answer, Args, CallName } from '../calls';
import { NO_WORDS, SAMPLE_STATE, picture, sampleSites, sampleStories } from './sample';
import { wordCount } from '../../state/words';
import { comingIn } from './coming-in';
import { texts } from './compared';
import { travelling, Travelling } from './inbox';
import { creditsUsed, known, pictureUses } from './pictures';
import { MISSPELT, findings, previewHtml } from './reading';
import { doctorHandlers } from './doctor';
import { Outbox } from './outbox';
import { passing, textOf, type Passed } from './passing';
import { publishing } from './publishing';
import { reviewing, Said } from './review';
import { siteHandlers } from './sites';
import { scene } from './scenes';
import { searched } from './searching';

type Handlers = { [N in CallName]: (args: Args<N>) => Answer<N> };
type Revision = T.RevisionSummary & { copy: T.Copy; pictures: T.Picture[] };

/** What a picture from the clipboard is called. */
const PASTED = 'pasted.png';

/** An error as the desk says it. */
export const refusal = (code: T.Code, message: string, hint: string): T.Error => ({
  code,
  message,
  hint,
});

/** A desk that keeps everything in memory: for tests and for a plain browser. */
export class MemoryDesk {
  stories: T.Story[];
  sites: T.SiteView[];
  state: T.AppState = structuredClone(SAMPLE_STATE);
  revisions = new Map<string, Revision[]>();
  readonly #binned = new Map<string, T.Status>();
  /** Who passed each story, and what else is known of it beside its words. */
  readonly passed = new Map<string, Passed>();
  readonly outbox: Outbox;
  readonly said = new Said();
  readonly travelling = new Travelling();
  /** The words of both dictionaries. */
  readonly words = new Set<string>();
  /** Whom a story can be given to. */
  colleagues: T.Person[] = [];
  /** What `choose_pictures` and `paste_picture` find. */
  files = ['/home/jo/Pictures/market-square.jpg'];
  /** What every file that is added says about itself. */
  offered: Partial<T.Words> = { credit: 'Jo Smith', caption: 'Marlbridge market square' };
  readonly handlers: Handlers;

  constructor(
    readonly now: () => Date = () => new Date(),
    stories = sampleStories(),
    sites = sampleSites(),
  ) {
    this.stories = stories;
    this.sites = sites;
    this.outbox = new Outbox(() => this.at(), this);
    this.handlers = {
      ...this.#storyHandlers(),
      ...this.#pictureHandlers(),
      ...siteHandlers(this),
      ...doctorHandlers(this),
      ...publishing(this),
      ...reviewing(this),
      ...passing(this),
      ...texts(this),
      ...travelling(this),
      ...comingIn(this),
      ...this.#windowHandlers(),
    };
  }

  at(): string {
    return this.now().toISOString();
  }

  story(id: string): T.Story {
    const found = this.stories.find((story) => story.id === id);
    if (!found) throw refusal('not-found', 'This story is not here.', 'Choose another story.');
    return found;
  }

  site(name: string): T.SiteView {
    const found = this.sites.find((site) => site.name === name);
    if (!found) throw refusal('not-found', `There is no site “${name}”.`, 'Add it under Sites.');
    return found;
  }

  /** Changes a story if `base` is its version. */
  change(id: string, base: number | null, edit: (story: T.Story) => void): T.Saved {
    const story = this.story(id);
    if (base !== null && base !== story.version) {
      throw refusal(
        'conflict',
        'This story was changed in another window.',
        'Both texts are kept; choose which one goes on.',
      );
    }
    const was = textOf(story);
    edit(story);
    if (story.status === 'approved' && textOf(story) !== was) story.status = 'filed';
    story.version += 1;
    story.updated = this.at();
    return { version: story.version, at: story.updated };
  }

  /** Keeps the story as it stands, and answers the number of that revision. */
  keep(story: T.Story, why: string): number {
    const kept = this.revisions.get(story.id) ?? [];
    kept.unshift({
      id: kept.length + 1,
      at: this.at(),
      why,
      headline: story.copy.headline,
      words: wordCount(story.copy.body),
      copy: structuredClone(story.copy),
      pictures: structuredClone(story.pictures),
    });
    this.revisions.set(story.id, kept);
    return kept[0]!.id;
  }

  #storyHandlers() {
    return {
      app_state: () => this.state,
      set_byline: ({ byline }: { byline: string }) => ((this.state.byline = byline), null),
      story_list: () => this.#listed(),
      story_sample: () => this.#newStory('First story reaches its readers before lunch'),
      story_new: () => this.#newStory(),
      story_latest: () => {
        const latest = this.#listed().find(({ status }) => status !== 'spiked');
        return latest ? this.#opened(latest.id) : null;
      },
      story_open: ({ id }: { id: string }) => this.#opened(id),
      save_copy: ({ id, base_version, copy }: Args<'save_copy'>) =>
        this.change(id, base_version, (story) => (story.copy = structuredClone(copy))),
      save_details: ({ id, base_version, ...details }: Args<'save_details'>) =>
        this.change(id, base_version, (story) => Object.assign(story, details)),
      story_move: ({ id, by }: Args<'story_move'>) => {
        const was = this.#binned.get(id) ?? 'draft';
        if (by === 'spike') this.#binned.set(id, this.story(id).status);
        this.change(id, null, (story) => (story.status = by === 'spike' ? 'spiked' : was));
        return structuredClone(this.story(id));
      },
      revision_list: ({ id }: { id: string }) => this.revisions.get(id) ?? [],
      revision_restore: ({ id, revision }: Args<'revision_restore'>) => {
        const found = this.revisions.get(id)?.find((kept) => kept.id === revision);
        if (!found) throw refusal('not-found', 'That revision is gone.', 'Choose another one.');
        this.keep(this.story(id), 'Before going back');
        this.change(id, null, (story) => (story.copy = structuredClone(found.copy)));
        return structuredClone(this.story(id));
      },
      story_summary: ({ id }: { id: string }) => this.#summary(this.story(id)),
      search: ({ words, within, at_most }: Args<'search'>) => {
        const hits = searched(this.stories, words, within, (id) => this.outbox.sitesOf(id));
        return { count: hits.length, hits: hits.slice(0, at_most) };
      },
      preview: ({ id, copy }: Args<'preview'>) => ({
        html: previewHtml({ ...this.story(id), copy }, this.state.house),
      }),
      check: ({ id }: { id: string }) => findings(this.story(id), this.words),
      spelling_suggestions: ({ word }: { word: string }) => MISSPELT[word] ?? [],
      dictionary_set: ({ word, known }: Args<'dictionary_set'>) => {
        if (known) this.words.add(word);
        else this.words.delete(word);
        return null;
      },
    };
  }

  #pictureHandlers() {
    return {
      save_picture: ({ id, base_version, name, written }: Args<'save_picture'>) =>
        this.change(id, base_version, (story) => {
          const { words, role, focus, crop, kept } = written;
          for (const one of story.pictures) {
            if (one.name === name)
              Object.assign(one, words, {
                role,
                focus: focus ?? undefined,
                crop: crop ?? undefined,
                kept,
              });
            else if (role === 'lead') one.role = 'inline';
          }
        }),
      credit_suggestions: ({ begun }: Args<'credit_suggestions'>) =>
        creditsUsed(this.stories, begun),
      picture_uses: ({ sha256 }: Args<'picture_uses'>) =>
        pictureUses(this.stories, this.outbox.deliveries, sha256),
      picture_add_files: ({ id, paths }: Args<'picture_add_files'>) => this.#addFiles(id, paths),
      picture_remove: ({ id, name }: Args<'picture_remove'>) =>
        this.change(id, null, (story) => {
          story.pictures = story.pictures.filter((one) => one.name !== name);
        }),
      picture_restore: ({ id, picture: back }: Args<'picture_restore'>) =>
        this.change(id, null, (story) => void story.pictures.push(back)),
      choose_pictures: () => this.files,
      paste_picture: ({ id }: { id: string }) => this.#addFiles(id, [PASTED]),
    };
  }

  #startsAtLogin = false;

  #windowHandlers() {
    return {
      open_page: ({ url }: { url: string }) => (window.open(url, '_blank'), null),
      painted: () => null,
      ready: () => null,
      caret_blinks: () => null,
      close_now: () => null,
      hold_open: () => null,
      login_start: () => this.#startsAtLogin,
      login_start_set: ({ on }: { on: boolean }) => (this.#startsAtLogin = on),
    };
  }

  #listed(): T.StorySummary[] {
    const all = this.stories.map((story) => this.#summary(story));
    return all.sort((a, b) => b.updated.localeCompare(a.updated));
  }

  #opened(id: string): T.Story {
    const came = this.travelling.came.get(id);
    if (came) came.unread = false;
    return structuredClone(this.story(id));
  }

  #newStory(headline = ''): T.Story {
    const story: T.Story = {
      id: crypto.randomUUID(),
      kind: 'news',
      slug: '',
      section: '',
      status: 'draft',
      version: 1,
      copy: { headline, standfirst: '', byline: this.state.byline ?? '', body: '', tags: [] },
      pictures: [],
      created: this.at(),
      updated: this.at(),
    };
    this.stories.push(story);
    return structuredClone(story);
  }

  #addFiles(id: string, paths: string[]): T.PicturesAdded {
    const story = this.story(id);
    const answer: T.PicturesAdded = {
      version: story.version,
      added: [],
      already: [],
      refused: [],
    };
    for (const path of paths) {
      const file = path.split(/[/\\]/).at(-1) ?? path;
      if (!/\.(jpe?g|png|webp)$/i.test(file)) {
        const error = refusal(
          'picture',
          `${file} is not a picture.`,
          'Add a JPEG, PNG, WebP or TIFF file.',
        );
        answer.refused.push({ file, error });
        continue;
      }
      const stem = file.toLowerCase().replace(/\.\w+$/, '');
      // Here a file's name stands for its bytes, but every paste is another picture.
      const sha256 = scene(`${stem}.jpg`);
      const there = path !== PASTED && story.pictures.find((one) => one.sha256 === sha256);
      if (there) {
        answer.already.push(there.name);
        continue;
      }
      const taken = story.pictures.filter((one) => one.name.startsWith(stem)).length;
      const name = taken ? `${stem}-${taken + 1}.jpg` : `${stem}.jpg`;
      const role = story.pictures.some((one) => one.role === 'lead') ? 'inline' : 'lead';
      const offered = { ...NO_WORDS, ...this.offered };
      const added = picture(name, { ...known(this.stories, sha256), name, sha256, role, offered });
      answer.added.push(added);
      this.change(id, null, () => story.pictures.push(structuredClone(added)));
    }
    answer.version = story.version;
    return answer;
  }

  #summary(story: T.Story): T.StorySummary {
    const { id, status, section, kind, updated, version, copy, pictures } = story;
    return {
      ...{ id, status, section, kind, updated, version },
      headline: copy.headline,
      byline: copy.byline,
      words: wordCount(copy.body),
      pictures: pictures.length,
      sites: this.outbox.sitesOf(id),
    };
  }
}
