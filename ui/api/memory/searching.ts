import type { FoundIn, Hit, Story, Within } from '../bindings';

/** So many hits are enough for a list. */
const MOST = 100;
/** So many characters stand before and after what was found. */
const AROUND = 60;

/** Where a story's words are, in the order in which a passage is taken from them. */
const parts = ({ copy, pictures }: Story): [FoundIn, string][] => [
  ['text', [copy.standfirst, copy.body].join('\n')],
  ['caption', pictures.map(({ caption, alt }) => `${caption}\n${alt}`).join('\n')],
  ['credit', pictures.map(({ credit, creator }) => `${credit}\n${creator}`).join('\n')],
  ['byline', copy.byline],
  ['headline', copy.headline],
];

/** Marks the words in a passage: ⟦ ⟧ around the first of them. */
function passage(text: string, words: string, whole: boolean): string | null {
  const at = text.toLowerCase().indexOf(words.toLowerCase());
  if (at < 0) return null;
  const end = at + words.length;
  const [from, to] = whole ? [0, text.length] : [Math.max(0, at - AROUND), end + AROUND];
  return `${from ? '… ' : ''}${text.slice(from, at)}⟦${text.slice(at, end)}⟧${text.slice(end, to)}`;
}

/** A rough search: what is typed, letter for letter, anywhere. */
export function searched(
  stories: Story[],
  words: string,
  { status, section, site }: Within,
  sitesOf: (id: string) => string[],
): Hit[] {
  return stories
    .filter((story) => !status || story.status === status)
    .filter((story) => !section || story.section === section)
    .filter(({ id }) => !site || sitesOf(id).includes(site))
    .flatMap((story): Hit[] => {
      const { id, updated, copy } = story;
      const one = { id, updated, headline: copy.headline };
      for (const [found, text] of parts(story)) {
        const snippet = passage(text, words.trim(), found === 'headline');
        const { status, section } = story;
        if (snippet) return [{ ...one, status, section, found, snippet }];
      }
      return [];
    })
    .slice(0, MOST);
}
