import type { Field, Finding, HouseView, Picture, Severity, Story } from '../bindings';
import { sceneUrl } from './scenes';

const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!);

const inline = (text: string): string =>
  escape(text)
    .replace(/\*\*(.+?)\*\*/g, '<strong>$1</strong>')
    .replace(/\*(.+?)\*/g, '<em>$1</em>')
    .replace(/\[(.+?)\]\((.+?)\)/g, '<a href="$2">$1</a>');

function figure(picture: Picture | undefined, name: string): string {
  if (!picture) return `<p class="missing">No picture is called ${escape(name)}.</p>`;
  const line = picture.credit ? `${picture.caption} (Image - ${picture.credit})` : picture.caption;
  return `<figure><img src="${sceneUrl(picture.sha256)}" alt="${escape(picture.alt)}"><figcaption>${escape(line)}</figcaption></figure>`;
}

function block(text: string, story: Story): string {
  const image = /^!\[[^\]]*\]\(([^)]+)\)$/.exec(text);
  if (image)
    return figure(
      story.pictures.find(({ name }) => name === image[1]),
      image[1]!,
    );
  if (text.startsWith('## ')) return `<h2>${inline(text.slice(3))}</h2>`;
  if (text.startsWith('- ')) {
    return `<ul>${text
      .split('\n')
      .map((line) => `<li>${inline(line.slice(2))}</li>`)
      .join('')}</ul>`;
  }
  return `<p>${inline(text)}</p>`;
}

/** A rough preview: enough to see the screen at work without the desk's own renderer. */
export function previewHtml(story: Story, house: HouseView): string {
  const { headline, standfirst, byline, body } = story.copy;
  const lead = story.pictures.find(({ role }) => role === 'lead');
  const blocks = body
    .split(/\n{2,}/)
    .filter(Boolean)
    .map((text) => block(text, story));
  return `<h1>${escape(headline)}</h1><p class="standfirst">${escape(standfirst)}</p><p class="byline">${escape(byline)}</p><p class="date">23rd Nov 2026 | ${escape(story.section)}</p>${lead ? figure(lead, lead.name) : ''}${blocks.join('')}<p class="sign-off">${escape(house.masthead)} is the paper of both banks of the river.</p>`;
}

const finding = (
  severity: Severity,
  rule: string,
  field: Field,
  message: string,
  why: string,
): Finding => ({ rule, severity, field, message, why, suggestions: [] });

function pictureFindings({ name, caption, credit, alt, decorative }: Picture): Finding[] {
  const missing = (field: Field, severity: Severity, what: string, why: string): Finding => ({
    ...finding(severity, field, field, `${name} has no ${what}.`, why),
    picture: name,
  });
  return [
    caption ? [] : missing('caption', 'blocker', 'caption', 'Readers should know what they see.'),
    credit ? [] : missing('credit', 'blocker', 'credit', 'Who made it is named beside it.'),
    alt || decorative
      ? []
      : missing('alt', 'warning', 'alt text', 'Readers who do not see it hear this instead.'),
  ].flat();
}

const WANTED: [Field, (story: Story) => unknown, string][] = [
  ['headline', ({ copy }) => copy.headline, 'Readers find the story by it.'],
  ['standfirst', ({ copy }) => copy.standfirst, 'It stands beneath the headline.'],
  ['byline', ({ copy }) => copy.byline, 'Readers should know who wrote it.'],
  ['section', ({ section }) => section, 'The site files the story by it.'],
];

/** What this desk takes for misspelt, and what could be meant. */
export const MISSPELT: Record<string, string[]> = {
  libary: ['library', 'literary'],
  repiared: ['repaired'],
};

/** Words of the text and the headline that this desk takes for misspelt. */
function spelling({ copy }: Story, known: ReadonlySet<string>): Finding[] {
  const why = 'It is in no dictionary here. A name that is right can be added to one.';
  const said: [Field, string][] = [
    ['headline', copy.headline],
    ['standfirst', copy.standfirst],
    ['body', copy.body],
  ];
  return said.flatMap(([field, text]) =>
    [...text.matchAll(/\p{L}+/gu)]
      .filter(([word]) => word in MISSPELT && !known.has(word))
      .map(({ 0: word, index: start }) => ({
        ...finding('hint', 'spelling', field, `“${word}” is in no dictionary.`, why),
        range: { start, end: start + word.length },
      })),
  );
}

/** What is marked as still to come. */
function unfinished({ copy, pictures }: Story): Finding[] {
  const why = 'Such marks stand where a fact is still to come; readers must never see them.';
  const said: [Field, string, string?][] = [
    ['headline', copy.headline],
    ['standfirst', copy.standfirst],
    ['body', copy.body],
    ...pictures.map(({ name, caption }): [Field, string, string] => ['caption', caption, name]),
  ];
  return said.flatMap(([field, text, picture]) =>
    [...text.matchAll(/\bTK\b/g)].map(({ index: start }) => ({
      ...finding('warning', 'unfinished', field, '“TK” says something is still to come here.', why),
      ...(picture === undefined ? {} : { picture }),
      range: { start, end: start + 2 },
    })),
  );
}

/** A rough check: what is missing, and hints on words. */
export function findings(story: Story, known: ReadonlySet<string>): Finding[] {
  const found = WANTED.filter(([, has]) => !has(story)).map(([field, , why]) =>
    finding('blocker', field, field, `The ${field} is missing.`, why),
  );
  if (!story.pictures.some(({ role }) => role === 'lead')) {
    const message = 'There is no lead picture.';
    found.push(finding('blocker', 'lead', 'lead', message, 'The front page shows it.'));
  }
  found.push(...story.pictures.flatMap(pictureFindings));
  const at = story.copy.body.indexOf('eleven days');
  if (at >= 0) {
    const why = 'House style writes numbers from ten up as figures.';
    const hint = finding('hint', 'figures', 'body', '“eleven” is spelled out.', why);
    found.push({ ...hint, range: { start: at, end: at + 11 }, suggestions: ['11 days'] });
  }
  found.push(...unfinished(story), ...spelling(story, known));
  return found;
}
