/** The language as browsers know it: numbers and dates are written its way. */
export const LANGUAGE = 'en-GB';

/** “1,212”. */
export const number = (n: number): string => n.toLocaleString(LANGUAGE);

/** “1 word”, “212 words”. */
export const count = (n: number, one: string, many = `${one}s`): string =>
  `${number(n)} ${n === 1 ? one : many}`;
