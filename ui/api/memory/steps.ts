import type { Light, PictureReport, Release, Step, Story } from '../bindings';

/** Bytes of a made-up picture. */
export const BYTES = 1_400_000;

/** The steps a delivery goes through; `told`: the site is to publish it by itself. */
export function steps({ pictures }: Story, release: Release, told: boolean): Step[] {
  const step = (what: string, label: string) => ({ what, label, started: false, done: false });
  const connect = step('connect', 'Sign in to the site');
  if (release === 'withdraw') {
    return [
      connect,
      step('withdraw', 'Take it off the site'),
      step('gone', 'Look whether readers still get it'),
    ];
  }
  const files = release === 'file';
  return [
    connect,
    ...pictures.map(({ name }) => step(`picture:${name}`, `Send ${name}`)),
    step(
      'draft',
      release === 'correct'
        ? 'Find the article on the site'
        : 'Find the article, or create it hidden',
    ),
    step('words', 'Check that it is complete'),
    ...(told ? [step('schedule', 'Have the site publish it at its time')] : []),
    step('release', files ? 'Hand it in for review' : 'Make it public'),
    step('tidy', 'Take away older files of its pictures'),
    ...(files ? [] : [step('read-back', 'Read page and pictures as a reader gets them')]),
  ];
}

/** One beat's work on a step: a picture takes four of them. */
export function advance(step: Step, at: string): void {
  step.started = true;
  step.at = at;
  if (step.what.startsWith('picture:') && (step.sent ?? 0) < BYTES) {
    step.total = BYTES;
    step.sent = Math.min(BYTES, (step.sent ?? 0) + BYTES / 4);
    if (step.sent < BYTES) return;
  }
  step.done = true;
}

/** A picture of which everything arrived. */
export function arrived(picture: string): PictureReport {
  const light: Light = { outcome: 'survived' };
  return { picture, visible: light, alt: light, embedded: light, structured: light };
}
