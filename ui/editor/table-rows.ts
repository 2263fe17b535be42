/** How the cells of a column stand. */
export type Side = 'start' | 'center' | 'end' | null;
/** A table as its lines say it; the first row is its head. */
export type Rows = { sides: Side[]; rows: string[][] };

/** The cells of a line. A bar after a backslash is a sign of the text. */
function cellsOf(line: string): string[] {
  const cells = [''];
  const text = line.trim().replace(/^\|/, '');
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\' && text[at + 1] === '|') cells.push(`${cells.pop()}${text[(at += 1)]}`);
    else if (text[at] !== '|') cells.push(`${cells.pop()}${text[at]}`);
    else if (text.slice(at + 1).trim() !== '') cells.push('');
  }
  return cells.map((cell) => cell.trim());
}

const RULE = /^:?-+:?$/;

/** Whether two lines begin a table: its head, and as many dashes as the head has cells. */
export function beginsTable(head: string, rule: string): boolean {
  if (!head.includes('|') || !/^[\s|:-]+$/.test(rule)) return false;
  const dashes = cellsOf(rule);
  return dashes.every((cell) => RULE.test(cell)) && dashes.length === cellsOf(head).length;
}

/** The lines of a table in cells, without the marks within them. */
export function rowsOf([head, rule, ...rest]: string[]): Rows {
  const sides = cellsOf(rule!).map((dashes): Side => {
    const [left, right] = [dashes.startsWith(':'), dashes.endsWith(':')];
    return left && right ? 'center' : right ? 'end' : left ? 'start' : null;
  });
  const row = (line: string) => {
    const cells = cellsOf(line).map((cell) =>
      cell.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/(\*\*|__|[*_`~]+)(.+?)\1/g, '$2'),
    );
    return sides.map((_, n) => cells[n] ?? '');
  };
  return { sides, rows: [head!, ...rest].map(row) };
}
