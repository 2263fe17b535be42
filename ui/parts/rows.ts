/** Goes from one row of a list to the next by the arrows, from the list's own keydown. */
export function step(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!by) return;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')];
  const rows = all.filter((row) => !row.closest('[hidden]'));
  const at = rows.indexOf(document.activeElement as HTMLElement);
  if (at < 0 && by < 0) return;
  event.preventDefault();
  rows[Math.max(0, Math.min(rows.length - 1, at + by))]?.focus();
}
