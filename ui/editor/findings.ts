import { StateEffect, StateField, type Extension } from '@codemirror/state';
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view';
import type { Finding } from '../api/bindings';

/** Shows these findings in the text; those without a range stand in the panel only. */
export const showFindings = StateEffect.define<Finding[]>();

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(old, tr) {
    const told = tr.effects.find((effect) => effect.is(showFindings));
    if (!told) return old.map(tr.changes);
    const end = tr.state.doc.length;
    const ranges = (told.value as Finding[]).flatMap(({ range, severity, message, rule }) => {
      // Checked text may be older than the text on the page.
      if (!range || range.start >= range.end || range.end > end) return [];
      const attributes = { title: message, 'data-rule': rule };
      return Decoration.mark({ class: `finding finding-${severity}`, attributes }).range(
        range.start,
        range.end,
      );
    });
    return Decoration.set(ranges, true);
  },
  provide: (self) => EditorView.decorations.from(self),
});

/** Quiet underlines beneath what the checks ask about. */
export const findings: Extension = field;
