/** The desk’s own errors say themselves what happened; here is what stands above that, and the screen’s own. */
export const ERRORS = {
  errors: {
    titles: {
      'not-found': 'It is no longer here',
      conflict: 'Changed in two places',
      invalid: 'That cannot be used as it is',
      'illegal-move': 'Not possible now',
      storage: 'Not saved',
      'newer-database': 'These stories need a newer Copydesk',
      picture: 'The picture was not added',
      'house-pack': 'The house pack has a mistake',
      'no-keychain': 'There is no keychain here',
      'sign-in': 'The site asks who you are',
      forbidden: 'This account may not do that',
      unreachable: 'The site cannot be reached',
      busy: 'The site is busy',
      refused: 'The site did not take it',
      gone: 'That is no longer on the site',
      'not-the-api': 'That is not a site we can publish to',
      internal: 'Copydesk made a mistake',
    },
    reload: 'Reload',
    compare: 'Compare',
    retry: 'Retry',
    signIn: 'Sign in again',
    sites: 'Sites…',
    now: 'Try now',
    again: 'Try again',
    internal: {
      message: (cause: string) => `Something went wrong inside Copydesk (${cause}).`,
      hint: 'Your saved text is safe. Try again; if it stays, restart Copydesk.',
    },
    notSaved: {
      message: 'What you typed is not saved yet, so nothing was done.',
      hint: 'It is safe on the page. Wait until it is saved, then try again.',
    },
    notCompared: {
      message: 'What you typed is not saved yet, so nothing was compared.',
      hint: 'It is safe on the page. Wait until it is saved, then try again.',
    },
    writtenOn: {
      message: 'The story was written on since, so nothing was put back.',
      hint: 'The text as it was before is in the story’s history.',
    },
  },
};
