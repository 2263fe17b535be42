/** Goes on to the field after this one. */
export function nextField(from: HTMLElement): void {
  const fields = [...document.querySelectorAll<HTMLElement>('[data-field]')];
  fields[fields.indexOf(from) + 1]?.focus();
}
