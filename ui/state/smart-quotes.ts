/** What keeps its straight quotes: code, addresses, HTML, and lines that are pictures. */
const AS_IT_IS = /(```[\s\S]*?```|`[^`\n]*`|\]\([^)\n]*\)|<[^>\n]*>|https?:\/\/\S+)/;
const OPENS_AFTER = /[\s([{—–\-/“‘]/;
/** Words that begin with what is left out. */
const ELIDED = /^(?:\d|(?:tis|twas|til|cause|em|n|round)\b)/i;

/** Markdown with typographic quotes in place of straight ones, as British papers set them. What may be
 * a measure (`6'2"`) stays as it is. */
export function smartQuotes(markdown: string): string {
  let before = '';
  let open = false;
  const set = (text: string) =>
    text.replace(/["'\n]/g, (sign, at: number) => {
      const left = (before + text.slice(0, at)).replace(/[*_~]+$/, '').at(-1) ?? ' ';
      const opens = OPENS_AFTER.test(left);
      if (sign === '\n') {
        // A quotation that runs on opens anew with each paragraph.
        if (left === '\n') open = false;
        return sign;
      }
      if (/\d/.test(left) && !open) return sign;
      if (sign === '"') {
        open = opens;
        return opens ? '“' : '”';
      }
      return opens && !ELIDED.test(text.slice(at + 1)) ? '‘' : '’';
    });
  return markdown
    .split(AS_IT_IS)
    .map((piece, n) => {
      const done = n % 2 ? piece : set(piece);
      before = (before + piece).slice(-8);
      return done;
    })
    .join('');
}
