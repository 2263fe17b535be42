import { setPage, smallPrint } from './set-page';
import type { Screen } from '../state/screen.svelte';
import { STATUSES, wordCount } from '../state/words';
import { WORDS } from '../words/words';

/** Where the page to be printed waits; the screen never shows it. */
const ID = 'print';
/** Milliseconds a picture is waited for. */
const LONGEST = 5_000;

const DAY = new Intl.DateTimeFormat(WORDS.language, { dateStyle: 'long', timeStyle: 'short' });

/** Sets the story on the page for paper, with its captions and credits, and opens the system's own
 * dialog, which makes a PDF too. */
export async function printStory(screen: Screen): Promise<void> {
  const open = screen.open;
  if (!open || !(await open.saves.flush())) return;
  const copy = $state.snapshot(open.story.copy);
  const picture_base = screen.transport.pictureBase;
  const { html } = await screen.transport.call('preview', { id: open.id, copy, picture_base });
  const told = [
    STATUSES[open.story.status].one,
    WORDS.count.words(wordCount(copy.body)),
    WORDS.onPage.printed(DAY.format(Date.now())),
  ];
  const page = waiting();
  page.innerHTML = setPage(screen.state?.house.masthead ?? '', html) + smallPrint(told.join(' · '));
  await Promise.all([...page.querySelectorAll('img')].map(loaded));
  window.print();
}

/** The root of the page that waits, made anew. */
function waiting(): ShadowRoot {
  document.getElementById(ID)?.remove();
  const host = document.createElement('div');
  host.id = ID;
  document.body.append(host);
  return host.attachShadow({ mode: 'open' });
}

/** Once a picture is there, or will not come in time: the words are printed all the same. */
function loaded(picture: HTMLImageElement): Promise<void> {
  if (picture.complete) return Promise.resolve();
  return new Promise((done) => {
    for (const end of ['load', 'error']) picture.addEventListener(end, () => done());
    setTimeout(done, LONGEST);
  });
}
