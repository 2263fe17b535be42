/** Milliseconds after which a page that nobody sees, and is not drawn, is waited for no longer. */
const PATIENCE = 400;

/** Whether what is asked of the page by now is drawn. */
export function drawn(): Promise<boolean> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(false), PATIENCE);
    requestAnimationFrame(() => setTimeout(() => resolve(true)));
  });
}
