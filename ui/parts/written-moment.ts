/** Day first, as a British newsroom writes it, or as a computer does; `26/11/2026 06:00`. */
const DAY_FIRST = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})[ ,T]+(\d{1,2})[:.](\d{2})$/;
const YEAR_FIRST = /^(\d{4})-(\d{1,2})-(\d{1,2})[ ,T]+(\d{1,2})[:.](\d{2})$/;

/** The day and time somebody wrote, as `2026-11-26T06:00`; null if it is none. */
export function readMoment(text: string): string | null {
  const first = DAY_FIRST.exec(text.trim());
  const parts = first
    ? [3, 2, 1, 4, 5].map((n) => first[n]!)
    : YEAR_FIRST.exec(text.trim())?.slice(1);
  if (!parts) return null;
  const [year, month, day, hour, minute] = parts.map((part) => part.padStart(2, '0'));
  const written = `${year}-${month}-${day}T${hour}:${minute}`;
  // The 31st of November rolls on into December: then it was no day.
  const at = new Date(`${written}Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 16) === written ? written : null;
}

/** `2026-11-26T06:00` as it is written; empty stays empty. */
export function writeMoment(value: string): string {
  const [day = '', time = ''] = value.split('T');
  return value && `${day.split('-').reverse().join('/')} ${time}`;
}
