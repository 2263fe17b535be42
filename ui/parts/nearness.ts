/** Whether something is near what is seen of the list that it stands in. */
type Heard = (near: boolean) => void;
type Followed = { reach: number; heard: Heard };

const followed = new WeakMap<Element, Followed>();
const observers = new WeakMap<Element, Map<number, IntersectionObserver>>();
/** What came near or went. It is told between two frames, so that none is late for it. */
const waiting = new Map<Element, boolean>();

/**
 * Tells when `node` comes within `reach` pixels of what is seen of its list, above or below, and when it
 * goes; at once where nothing can be seen. Answers how to end that.
 */
export function follow(node: HTMLElement, reach: number, heard: Heard): () => void {
  const list = node.closest('[data-scroller]');
  if (!('IntersectionObserver' in globalThis) || !list) {
    heard(true);
    return () => {};
  }
  const observer = observerOf(list, reach);
  followed.set(node, { reach, heard });
  observer.observe(node);
  return () => observer.unobserve(node);
}

function observerOf(root: Element, reach: number): IntersectionObserver {
  const all = observers.get(root) ?? new Map<number, IntersectionObserver>();
  observers.set(root, all);
  const one =
    all.get(reach) ?? new IntersectionObserver(seen, { root, rootMargin: `${reach}px 0px` });
  all.set(reach, one);
  return one;
}

function seen(entries: IntersectionObserverEntry[]): void {
  if (!waiting.size) setTimeout(tell);
  for (const { target, isIntersecting } of entries) waiting.set(target, isIntersecting);
}

function tell(): void {
  // What reaches less far is within what reaches further, and goes before it.
  const all = [...waiting].flatMap(([node, near]) => {
    const one = followed.get(node);
    // A list that is hidden as a whole is shown again as it was.
    return one && node.isConnected && !node.closest('[hidden]') ? [{ ...one, near }] : [];
  });
  waiting.clear();
  for (const { heard, near } of all.sort((a, b) => a.reach - b.reach)) heard(near);
}
