// @vitest-environment node
import { ensureSyntaxTree } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { expect, test } from 'vitest';
import { language, MARKDOWN } from './language';

const STORY = `# Doors open

The *restored* reading room [reopens](https://library.example) on **Monday**, says www.crier.example.

- one
- [ ] two

| when | who |
| ---- | --- |
| ten  | all |

> Quoted, ~~struck~~ and \`mono\`[^1].

![](roof.jpg)

[^1]: A note.
`;
const TYPED = [
  'a',
  ' ',
  '\n',
  '*',
  '#',
  '`',
  '|',
  '[',
  ']',
  '(',
  'é',
  '\n\n',
  '- ',
  '> ',
  '<b>',
  '~',
];

/** Numbers that are the same in every run. */
function* numbers(): Generator<number, never> {
  for (let n = 7; ; n = (n * 48_271) % 2_147_483_647) yield n;
}

test('whatever is typed or taken out, the tree is that of the text read anew', () => {
  const random = numbers();
  const next = (below: number) => random.next().value % below;
  let state = EditorState.create({ doc: STORY.repeat(20), extensions: language });
  for (let edit = 0; edit < 200; edit += 1) {
    const from = next(state.doc.length);
    const to = next(3) ? from : Math.min(state.doc.length, from + next(30));
    const insert = next(4) ? TYPED[next(TYPED.length)]! : '';
    state = state.update({ changes: { from, to, insert } }).state;
    const tree = ensureSyntaxTree(state, state.doc.length, 10_000)!;
    expect(tree.toString()).toBe(MARKDOWN.parse(state.doc.toString()).toString());
  }
});
