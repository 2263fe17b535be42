import type { Finding, HouseView, Picture, Severity, Story } from '../bindings';
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
  return `<article><h1>${escape(headline)}</h1><p class="standfirst">${escape(standfirst)}</p><p class="byline">${escape(byline)}</p><p class="dateline">23rd Nov 2026 | ${escape(story.section)}</p>${lead ? figure(lead, lead.name) : ''}${blocks.join('')}<p class="sign-off">${escape(house.masthead.name)} is the paper of both banks of the river.</p></article>`;
}

/** A rough check: what is missing, and one hint on words. */
export function findings(story: Story): Finding[] {
  const found: Finding[] = [];
  const say = (severity: Severity, rule: string, field: string, message: string, why: string) =>
    found.push({ rule, severity, field, message, why, suggestions: [] });
  const { copy } = story;
  if (!copy.headline)
    say(
      'blocker',
      'headline',
      'headline',
      'The headline is missing.',
      'Readers find the story by it.',
    );
  if (!copy.standfirst)
    say(
      'blocker',
      'standfirst',
      'standfirst',
      'The standfirst is missing.',
      'It stands beneath the headline.',
    );
  if (!copy.byline)
    say(
      'blocker',
      'byline',
      'byline',
      'The byline is missing.',
      'Readers should know who wrote it.',
    );
  if (!story.section)
    say(
      'blocker',
      'section',
      'section',
      'No section is chosen.',
      'The site files the story by it.',
    );
  if (!story.pictures.some(({ role }) => role === 'lead'))
    say('blocker', 'lead', 'lead', 'There is no lead picture.', 'The front page shows it.');
  for (const { name, caption, credit, alt, decorative } of story.pictures) {
    if (!caption)
      say(
        'blocker',
        'caption',
        `picture:${name}:caption`,
        `${name} has no caption.`,
        'Readers should know what they see.',
      );
    if (!credit)
      say(
        'blocker',
        'credit',
        `picture:${name}:credit`,
        `${name} has no credit.`,
        'Whoever made the picture is named beside it.',
      );
    if (!alt && !decorative)
      say(
        'warning',
        'alt',
        `picture:${name}:alt`,
        `${name} has no alt text.`,
        'Readers who do not see it hear this instead.',
      );
  }
  const at = copy.body.indexOf('closed eleven days early');
  if (at >= 0)
    found.push({
      rule: 'figures',
      severity: 'hint',
      field: 'body',
      range: { start: at + 7, end: at + 18 },
      message: '“eleven” is spelled out.',
      why: 'House style writes numbers from ten up as figures.',
      suggestions: ['11 days'],
    });
  return found;
}
