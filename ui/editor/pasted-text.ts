import type { Text } from '@codemirror/state';

/** Characters of a line that is a paragraph by itself, and not one of several that make one. */
const PARAGRAPH = 90;
const CLOSED = /[.!?”"’:…]\s*$/;
const MARKED = /^(?:[>|`\s]|[-*+] |\d+[.)] |#)/;

/** Plain text whose lines are paragraphs, with empty lines between them; any other as it is. */
export function asParagraphs(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').trimEnd().split('\n');
  const whole = lines.length > 1 && lines.every((line) => line.trim() !== '' && !MARKED.test(line));
  const long = lines.some((line) => line.length >= PARAGRAPH);
  const closed = lines.filter((line) => CLOSED.test(line)).length * 3 >= lines.length * 2;
  return whole && long && closed ? lines.join('\n\n') : text;
}

/** Whether it is the source of a program or of a Markdown text, coloured by an editor. */
export const isSource = (html: string): boolean =>
  /^[^<]*(?:<(?:html|head|body|meta|!--)[^>]*>\s*)*<(?:div|pre|span)[^>]*white-space:\s*pre(?!-)/i.test(
    html.slice(0, 2000),
  );

const BLOCK = /\n|^(?:#{1,6} |[-*+] |\d+[.)] |> |\||!\[[^\]]*\]\(|```|---$|\[\^)/;

/** The change that puts Markdown where the words from `from` to `to` stand. */
export function pasteInsertion(
  doc: Text,
  from: number,
  to: number,
  markdown: string,
): { from: number; to: number; insert: string } {
  if (!BLOCK.test(markdown)) return { from, to, insert: markdown };
  const first = doc.lineAt(from);
  const last = doc.lineAt(to);
  const blank = (n: number) => n < 1 || n > doc.lines || doc.line(n).text.trim() === '';
  const before = first.text.slice(0, from - first.from).trim();
  const after = last.text.slice(to - last.from).trim();
  const start = before ? '\n\n' : blank(first.number - 1) ? '' : '\n';
  const end = after ? '\n\n' : blank(last.number + 1) ? '' : '\n';
  return { from, to, insert: start + markdown + end };
}
