import newspaper from '../styles/newspaper.css?inline';

/** Text as HTML that says the same. */
function plain(text: string): string {
  const element = document.createElement('span');
  element.textContent = text;
  return element.innerHTML;
}

/** A page of the paper around an article's HTML, as the desk has set and cleaned it. */
export const setPage = (masthead: string, article: string): string =>
  `<style>${newspaper}</style><div class="masthead">${plain(masthead)}</div><article>${article}</article>`;

/** A line of small print beneath a page. */
export const smallPrint = (text: string): string => `<footer>${plain(text)}</footer>`;
