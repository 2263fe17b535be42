// @vitest-environment node
import { expect, test } from 'vitest';
import { smartQuotes } from './smart-quotes';

test('quotes open and close as they are set', () => {
  for (const [straight, set] of [
    ['"We won," she said. "At last."', '“We won,” she said. “At last.”'],
    ["He said: 'No.'", 'He said: ‘No.’'],
    ['"He said \'no\' twice."', '“He said ‘no’ twice.”'],
    ["the council's rents, the boys' club, don't", 'the council’s rents, the boys’ club, don’t'],
    ["'Tis the '90s, rock 'n' roll", '’Tis the ’90s, rock ’n’ roll'],
    ['*"Yes"*, and "*no*"', '*“Yes”*, and “*no*”'],
    ['("aside")', '(“aside”)'],
    ['"One.\n\n"Two."', '“One.\n\n“Two.”'],
    ['"I was 12," he said.', '“I was 12,” he said.'],
    ['> "Quoted."\n- "listed"', '> “Quoted.”\n- “listed”'],
  ])
    expect(smartQuotes(straight!)).toBe(set);
});

test('code, addresses, pictures and measures stay as they are', () => {
  for (const text of [
    '`say "x"`',
    '```\n"x"\n```',
    '![](a"b\'c.jpg)',
    'https://a.example/?q="x"',
    '<a title="x">',
    'It is 6\'2" long',
  ])
    expect(smartQuotes(text)).toBe(text);
});

test('what is set already does not change', () => {
  const set = smartQuotes('"It\'s," she said, "his \'own\' house."');
  expect(smartQuotes(set)).toBe(set);
});
