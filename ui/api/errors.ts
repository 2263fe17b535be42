import type { Code, Error as DeskError } from './bindings';

/** How loudly an error speaks: `wait` mends itself, `act` needs the person, `stop` is our defect. */
export type Tone = 'wait' | 'act' | 'stop';
/** What the one button beside an error does; the pane that shows it knows how. */
export type Remedy = 'retry' | 'reload' | 'sign-in' | 'sites' | 'none';
export type Look = { tone: Tone; title: string; button: string; remedy: Remedy };

const look = (tone: Tone, title: string, button = '', remedy: Remedy = 'none'): Look => ({
  tone,
  title,
  button,
  remedy,
});

/** The one table from code to tone, words and button. What happened and what to do come with the error. */
export const LOOKS: Record<Code, Look> = {
  'not-found': look('act', 'It is no longer here', 'Reload', 'reload'),
  conflict: look('act', 'Changed in two places', 'Compare', 'reload'),
  invalid: look('act', 'That cannot be used as it is'),
  'illegal-move': look('act', 'Not possible now', 'Reload', 'reload'),
  storage: look('stop', 'Not saved', 'Retry', 'retry'),
  'newer-database': look('stop', 'These stories need a newer Copydesk'),
  picture: look('act', 'The picture was not added'),
  'house-pack': look('act', 'The house pack has a mistake'),
  'no-keychain': look('act', 'There is no keychain here'),
  'sign-in': look('act', 'The site asks who you are', 'Sign in again', 'sign-in'),
  forbidden: look('act', 'This account may not do that', 'Sites…', 'sites'),
  unreachable: look('wait', 'The site cannot be reached', 'Try now', 'retry'),
  busy: look('wait', 'The site is busy', 'Try now', 'retry'),
  refused: look('act', 'The site did not take it', 'Try again', 'retry'),
  gone: look('act', 'That is no longer on the site'),
  'not-the-api': look('act', 'That is not a site we can publish to', 'Sites…', 'sites'),
  internal: look('stop', 'Copydesk made a mistake', 'Try again', 'retry'),
};

/** Whatever was thrown, as an error of the desk. */
export function asError(thrown: unknown): DeskError {
  if (isDeskError(thrown)) return thrown;
  const cause = thrown instanceof Error ? thrown.message : String(thrown);
  return {
    code: 'internal',
    message: `Something went wrong inside Copydesk (${cause}).`,
    hint: 'Your saved text is safe. Try again; if it stays, restart Copydesk.',
  };
}

function isDeskError(thrown: unknown): thrown is DeskError {
  if (typeof thrown !== 'object' || thrown === null) return false;
  const { code, message } = thrown as Partial<DeskError>;
  return typeof message === 'string' && typeof code === 'string' && code in LOOKS;
}
