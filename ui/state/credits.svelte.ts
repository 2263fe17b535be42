import type { CreditUsed, Picture, Words } from '../api/bindings';
import type { Transport } from '../api/calls';
import type { OpenStory } from './open-story.svelte';

/** What goes with a credit from picture to picture. */
const WITH_IT = ['creator', 'copyright', 'usage_terms', 'web_statement'] as const;

/** The credits used before: the last one, and those that begin as somebody types. */
export class Credits {
  #last = $state.raw<{ open: OpenStory; name: string } | null>(null);

  constructor(private readonly transport: Transport) {}

  /** Notes under which picture a credit was written last. */
  wrote(open: OpenStory, name: string): void {
    if (open.picture(name)?.credit.trim()) this.#last = { open, name };
  }

  /** The credit written last, else that of the picture nearest before this one in the story. */
  last(open: OpenStory, name: string): CreditUsed | null {
    const from = this.#last;
    const own = from?.open.id === open.id && from.name === name;
    const written = from && !own ? from.open.picture(from.name) : undefined;
    if (written?.credit.trim()) return credit(written);
    const { pictures } = open.story;
    const here = pictures.findIndex((one) => one.name === name);
    const named = (one: Picture, at: number) => at !== here && one.credit.trim() !== '';
    const near =
      pictures.slice(0, Math.max(0, here)).findLast((one) => one.credit.trim() !== '') ??
      pictures.find(named);
    return near ? credit(near) : null;
  }

  /** Credits used before that begin so, in any story. */
  begun(begun: string): Promise<CreditUsed[]> {
    return this.transport.call('credit_suggestions', { begun });
  }
}

/** A picture's credit and what goes with it. */
export function credit(picture: Picture): CreditUsed {
  const { creator, copyright, usage_terms, web_statement } = picture;
  return {
    ...{ creator, copyright, usage_terms, web_statement, used: 1 },
    credit: picture.credit.trim(),
  };
}

/** What taking a credit writes: the name, and what went with it where nothing else is said, neither
 * by a person nor by the file. */
export function taken(picture: Picture, used: CreditUsed): Partial<Words> {
  const words: Partial<Words> = { credit: used.credit };
  for (const field of WITH_IT) {
    const says = picture.offered[field];
    const free = picture[field] === '' && (says === '' || says === used[field]);
    if (free && used[field]) words[field] = used[field];
  }
  // A licence's address goes with its terms and with no others.
  if ((words.usage_terms ?? picture.usage_terms) !== used.usage_terms) delete words.web_statement;
  return words;
}
