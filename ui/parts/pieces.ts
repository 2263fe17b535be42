/** Words of a field that are drawn as something, from one place to another in UTF-16 units. */
export type FieldMark = { start: number; end: number; kind: string };

/** A text in pieces, each with the kinds of the marks over it; a mark may be older than the text. */
export function pieces(text: string, marks: FieldMark[]): { text: string; kind: string }[] {
  const within = marks.filter(({ start, end }) => start < end && end <= text.length);
  const cuts = [0, text.length, ...within.flatMap(({ start, end }) => [start, end])];
  const places = [...new Set(cuts)].sort((a, b) => a - b);
  return places.slice(0, -1).map((start, n) => {
    const over = within.filter((mark) => mark.start <= start && start < mark.end);
    return { text: text.slice(start, places[n + 1]), kind: over.map(({ kind }) => kind).join(' ') };
  });
}
