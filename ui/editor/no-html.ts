/**
 * Stands in for `@codemirror/lang-html` (see vite.config.ts). Markdown's language would bring it along,
 * with parsers of JavaScript and CSS: a fifth of the screen's code, read at every start. HTML within a
 * story stays what it is, plain text.
 */
export const html = () => ({ language: { parser: null }, support: [] });
export const htmlCompletionSource = () => null;
