import {
  computeAccessibleDescription,
  computeAccessibleName,
  getRole,
} from 'dom-accessibility-api';

/** Roles whose children nobody hears one by one: they are the name. */
const CLOSED = new Set(
  'button checkbox img menuitemcheckbox menuitemradio meter option progressbar radio separator slider switch tab'.split(
    ' ',
  ),
);
/** Roles that are named by what they hold. */
const BY_CONTENT = new Set(
  'cell columnheader gridcell heading link menuitem row rowheader tooltip treeitem'.split(' '),
);
/** Elements that stand for something beside their words, by their tag. */
const BY_TAG: Record<string, string> = {
  blockquote: 'blockquote',
  del: 'deletion',
  iframe: 'iframe',
  ins: 'insertion',
  mark: 'mark',
  p: 'paragraph',
};
/** Roles that say nothing unless they are named. */
const IF_NAMED = new Set(['form', 'region', 'group']);
/** Roles that an element has only where it belongs to the whole page. */
const OF_THE_PAGE = new Set(['banner', 'contentinfo']);
const SECTIONING = 'article, aside, main, nav, section, dialog';

/**
 * What a screen reader is given of an element: one line for each role, with its name, its states, its value
 * and what describes it, and what it holds indented below. A dialog that is open is all there is.
 */
export function accessibleTree(within = 'body'): string {
  const root =
    [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.querySelector(within)!;
  return lines([root], '').join('\n') + '\n';
}

function lines(nodes: Node[], indent: string): string[] {
  const found: string[] = [];
  let text = '';
  const flush = () => {
    const said = text.replace(/\s+/g, ' ').trim();
    if (said) found.push(`${indent}- text: ${said}`);
    text = '';
  };
  const walk = (node: Node): void => {
    if (node instanceof Text) text += node.data;
    if (!(node instanceof Element) || hidden(node)) return;
    const role = roleOf(node);
    const block = role !== null || !INLINE.has(node.localName);
    if (block) flush();
    if (role === null) inside(node).forEach(walk);
    else found.push(...element(node, role, indent));
    if (block) flush();
  };
  nodes.forEach(walk);
  flush();
  return found;
}

const INLINE = new Set(
  'a abbr b bdi br code em i kbd label small span strong sub sup time'.split(' '),
);

function element(node: Element, role: string, indent: string): string[] {
  // What is shown above the page is hidden as far as jsdom knows.
  const name = computeAccessibleName(node, { hidden: node.hasAttribute('popover') });
  const described = computeAccessibleDescription(node);
  const head = [`${indent}- ${role}`, name && JSON.stringify(name), ...states(node, role)];
  const value = valueOf(node);
  const line = head.filter(Boolean).join(' ') + (value ? `: ${value}` : '');
  const below = CLOSED.has(role) ? [] : lines(inside(node), `${indent}  `);
  const only = below.length === 1 ? /^ *- text: (.*)$/.exec(below[0]!)?.[1] : undefined;
  // What is named by its only words has said them.
  const told = BY_CONTENT.has(role) && only === name ? [] : below;
  const about = described && described !== name ? [`${indent}  - described: ${described}`] : [];
  if (only && told.length && !value && !about.length) return [`${line}: ${only}`];
  return [line, ...about, ...told];
}

/** What is inside an element and can be reached. */
function inside(node: Element): Node[] {
  if (node.shadowRoot) return [...node.shadowRoot.childNodes];
  // The field a label belongs to has said its words.
  if (node.localName === 'legend') return [];
  if (node instanceof HTMLLabelElement && node.control) return [...node.querySelectorAll('input')];
  if (node instanceof HTMLTextAreaElement || node.localName === 'svg') return [];
  if (node instanceof HTMLDetailsElement && !node.open)
    return [...node.children].filter(({ localName }) => localName === 'summary');
  return [...node.childNodes];
}

function hidden(node: Element): boolean {
  if (node.matches('[hidden], [aria-hidden=true], [inert], dialog:not([open]), style, script'))
    return true;
  return (
    node instanceof HTMLElement && /none|hidden/.test(node.style.display + node.style.visibility)
  );
}

function roleOf(node: Element): string | null {
  const explicit = node.getAttribute('role');
  if (explicit === 'none' || explicit === 'presentation') return null;
  const role = explicit ?? special(node) ?? BY_TAG[node.localName] ?? getRole(node);
  if (role === null || role === 'presentation' || role === 'legend') return liveOf(node);
  if (IF_NAMED.has(role) && !computeAccessibleName(node)) return null;
  if (!explicit && OF_THE_PAGE.has(role) && node.parentElement?.closest(SECTIONING)) return null;
  return role;
}

/** Fields no role of ARIA stands for. */
const special = (node: Element): string | null =>
  node instanceof HTMLInputElement && /^(password|date|time|datetime-local|file)$/.test(node.type)
    ? node.type
    : null;

/** What speaks by itself is shown even where it has no other role. */
const liveOf = (node: Element): string | null => (node.hasAttribute('aria-live') ? 'live' : null);

const SPEAKS: Record<string, string> = { status: 'polite', log: 'polite', alert: 'assertive' };

function states(node: Element, role: string): string[] {
  const attribute = (name: string) => node.getAttribute(`aria-${name}`);
  const flag = (name: string, on: boolean | null = null) =>
    on || attribute(name) === 'true' ? `[${name}]` : '';
  const told = (name: string, value: string | null | undefined) =>
    value ? `[${name}=${value}]` : '';
  const field = node as HTMLInputElement;
  const summary = node.localName === 'summary' && (node.parentElement as HTMLDetailsElement).open;
  return [
    told('level', role === 'heading' ? (attribute('level') ?? node.localName[1]) : null),
    attribute('checked') === 'mixed' || field.indeterminate
      ? '[checked=mixed]'
      : flag('checked', /^(checkbox|radio)$/.test(field.type) && field.checked),
    told('pressed', attribute('pressed')),
    node.localName === 'summary'
      ? told('expanded', String(summary))
      : told('expanded', attribute('expanded')),
    flag('selected', node instanceof HTMLOptionElement && node.selected),
    flag('disabled', field.disabled === true || !!node.closest('fieldset:disabled')),
    flag('required', field.required === true),
    flag('readonly', field.readOnly === true),
    flag('invalid'),
    flag('busy'),
    told('current', attribute('current')),
    told('haspopup', attribute('haspopup')),
    told('live', attribute('live') ?? SPEAKS[role]),
  ];
}

function valueOf(node: Element): string {
  const typed = node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement;
  if (node instanceof HTMLInputElement && /^(checkbox|radio|button|submit)$/.test(node.type))
    return '';
  if (typed) return node.value.replace(/\n/g, ' ⏎ ');
  if (node instanceof HTMLProgressElement && node.hasAttribute('value'))
    return `${node.value} of ${node.max}`;
  return node.getAttribute('aria-valuetext') ?? node.getAttribute('aria-valuenow') ?? '';
}
