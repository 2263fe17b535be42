import { RangeSetBuilder, type Extension } from '@codemirror/state';
import {
  Decoration,
  ViewPlugin,
  type DecorationSet,
  type EditorView,
  type ViewUpdate,
} from '@codemirror/view';

/** How far the mark of a line hangs into the margin, by what the line begins with. */
const HANGING: [RegExp, (mark: string) => string][] = [
  [/^#{1,4} /, (mark) => `hang hang-heading hang-${mark.length}`],
  [/^> /, () => 'hang hang-2 hang-quote'],
  [/^(?:[-*+]|\d+\.) /, () => 'hang-list'],
];

function decorate(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to } of view.visibleRanges) {
    for (let pos = from; pos <= to;) {
      const line = view.state.doc.lineAt(pos);
      for (const [begins, name] of HANGING) {
        const mark = begins.exec(line.text)?.[0];
        if (mark) builder.add(line.from, line.from, Decoration.line({ class: name(mark) }));
      }
      pos = line.to + 1;
    }
  }
  return builder.finish();
}

/** Hangs the marks of headings and quotations in the margin, so that the words keep their edge. */
export const hanging: Extension = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = decorate(view);
    }
    update(update: ViewUpdate): void {
      if (update.docChanged || update.viewportChanged) this.decorations = decorate(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);
