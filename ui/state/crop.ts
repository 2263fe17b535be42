import type { Focus, Picture, Shape } from '../api/bindings';

/** The middle, where nobody chose a focus. */
export const MIDDLE: Focus = { x: 0.5, y: 0.5 };

/** `16:9` as a number: width by height. */
export function ratio(shape: Shape): number {
  const [width, height] = shape.split(':').map(Number);
  return (width ?? 1) / (height || 1);
}

/** The CSS that shows a picture cut to a shape as it will leave: the largest such piece, its middle
 * as near the focus as the edges let it. */
export function cut({ width, height, focus }: Picture, shape: Shape | undefined): string {
  if (!shape) return `aspect-ratio: ${width} / ${height}`;
  const wanted = ratio(shape);
  const { x, y } = focus ?? MIDDLE;
  const across = place(x, Math.min(1, (wanted * height) / width));
  const down = place(y, Math.min(1, width / wanted / height));
  return `aspect-ratio: ${shape.replace(':', ' / ')}; object-position: ${across}% ${down}%`;
}

/** Where a piece that is `part` of an edge lies along it, as CSS counts: percent of what is left. */
function place(focus: number, part: number): number {
  if (part >= 1) return 50;
  const from = Math.min(Math.max(focus - part / 2, 0), 1 - part);
  return Math.round((from / (1 - part)) * 10_000) / 100;
}

/** The focus moved, and kept on the picture. Thousandths are fine enough to click on. */
export function at(x: number, y: number): Focus {
  const on = (part: number) => Math.round(Math.min(1, Math.max(0, part)) * 1000) / 1000;
  return { x: on(x), y: on(y) };
}

/** What an arrow key does to the focus; with Shift it takes larger steps. */
export function moved(focus: Focus, key: string, shift: boolean): Focus | null {
  const step = shift ? 0.1 : 0.02;
  const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
  return by ? at(focus.x + by[0]! * step, focus.y + by[1]! * step) : null;
}
