import type * as T from '../bindings';
import type { Args } from '../calls';
import type { MemoryDesk } from './desk';

/** What the sample document says of itself. */
const RECEIPT: T.Receipt = {
  kept: [
    'What came in: 6 paragraphs, 2 headings, 1 list and 1 picture.',
    'The headline is its title: “Ferry returns to the harbour”.',
    'The byline is: Nell Ashdown.',
  ],
  changed: ['Words that were still marked as insertions are in the text: “seven”.'],
  dropped: [
    'Words that somebody had already deleted were left out: “six”.',
    '1 comment was left out: “Bo Lind: Is this still right?”.',
  ],
};

/** Clipboards and files of other programs, without reading them: their paragraphs, as words. */
export function comingIn(desk: MemoryDesk) {
  return {
    from_clipboard: ({ id, html }: Args<'from_clipboard'>): T.Pasted => {
      const { body } = new DOMParser().parseFromString(html, 'text/html');
      const blocks = [...body.querySelectorAll('p, h2, li')].map((one) => {
        const sign = { H2: '## ', LI: '- ' }[one.tagName] ?? '';
        return sign + (one.textContent ?? '').trim();
      });
      const dropped = [...body.querySelectorAll('img')].map(
        (one) => `A picture was not brought along: “${one.getAttribute('src')}”.`,
      );
      const { version } = desk.story(id);
      return {
        markdown: blocks.join('\n\n') || (body.textContent ?? '').trim(),
        receipt: { kept: [], changed: [], dropped },
        pictures: { version, added: [], already: [], refused: [] },
      };
    },
    import_file: ({ path }: Args<'import_file'>): T.FileImported => {
      const name = path.split(/[/\\]/).at(-1)!;
      if (!/\.(docx|html?|md|txt|textpack|textbundle)$/i.test(name)) throw NOT_READ;
      const story = desk.handlers.story_new({});
      desk.change(story.id, null, ({ copy }) => {
        copy.headline = 'Ferry returns to the harbour';
        copy.byline = 'Nell Ashdown';
        copy.body = 'The ferry is back.';
      });
      return { story: structuredClone(desk.story(story.id)), receipt: structuredClone(RECEIPT) };
    },
    choose_document: () => '/home/jo/ferry.docx',
  };
}

const NOT_READ: T.Error = {
  code: 'invalid',
  message:
    'This document was not taken in: it is in the form Word had before 2007. Nothing was changed.',
  hint: 'Open it in the program it is from, save it as a Word document (.docx), and import that.',
};
