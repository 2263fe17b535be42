/** The house's words before and after a name in a byline, as `By {name}` has them. */
function around(pattern: string): [string, string] {
  const [before = '', after = ''] = pattern.split('{name}');
  return [before, after];
}

/** The name in a byline, without the house's words around it. */
export function nameOf(byline: string, pattern = '{name}'): string {
  const [before, after] = around(pattern);
  const inner = byline.startsWith(before) ? byline.slice(before.length) : byline;
  return after && inner.endsWith(after) ? inner.slice(0, -after.length) : inner;
}

/** The byline of that name, also where the house's words were typed along; none without a name. */
export function bylineOf(name: string, pattern = '{name}'): string {
  const [before, after] = around(pattern);
  return name.trim() ? before + nameOf(name.trim(), pattern) + after : '';
}
