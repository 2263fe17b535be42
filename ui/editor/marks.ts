import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { tags } from '@lezer/highlight';
import type { Extension } from '@codemirror/state';

/** Markdown as a draft shows it: the words in their weight, the marks pale. */
export const marks: Extension = syntaxHighlighting(
  HighlightStyle.define([
    { tag: tags.processingInstruction, class: 'md-mark' },
    { tag: tags.heading, class: 'md-heading' },
    { tag: tags.strong, class: 'md-strong' },
    { tag: tags.emphasis, class: 'md-emphasis' },
    { tag: tags.strikethrough, class: 'md-struck' },
    { tag: tags.link, class: 'md-link' },
    { tag: tags.url, class: 'md-mark' },
    { tag: tags.quote, class: 'md-quote' },
    { tag: tags.monospace, class: 'md-mono' },
    { tag: tags.contentSeparator, class: 'md-mark' },
  ]),
);
