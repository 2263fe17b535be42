import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** A pane or part may import nothing that matches `group`. */
const keepOut = (files, group, message) => ({
  files,
  // A test shows what it tests.
  ignores: ['**/*.test.ts'],
  rules: {
    'no-restricted-imports': ['error', { patterns: [{ group, message }, tauri] }],
  },
});
const tauri = {
  group: ['@tauri-apps/*'],
  message: 'Only api/transport.ts knows Tauri; ask it instead.',
};
/** No English text of an error is ever matched: codes are what the screen acts on. */
const noMatchedMessages = {
  selector:
    "CallExpression[callee.object.property.name='message'][callee.property.name=/^(includes|match|startsWith|endsWith)$/]",
  message: 'Act on the error’s code, not on its words.',
};
/** Words stand in words/, where they can be read and translated in one go. */
const words = 'Words of the screen stand in words/en-GB: one place, ready to translate.';
const noWords = [
  { selector: 'SvelteText[value=/\\p{L}/u]:not(SvelteStyleElement > SvelteText)', message: words },
  {
    selector:
      'SvelteAttribute[key.name=/^(aria-label|aria-valuetext|title|placeholder|label|help|send|cancel|message|hint|note|detail|more|by)$/] > SvelteLiteral[value=/\\p{L}/u]',
    message: words,
  },
  {
    selector:
      'SvelteMustacheTag :matches(ConditionalExpression, LogicalExpression) > Literal[value=/^\\p{Lu}\\p{Ll}|\\p{L} \\p{L}/u]',
    message: words,
  },
  {
    selector: 'SvelteMustacheTag TemplateElement[value.raw=/\\p{L} \\p{L}/u]',
    message: words,
  },
  {
    selector: "CallExpression[callee.property.name='say'] > :matches(Literal, TemplateLiteral)",
    message: words,
  },
];
/** Nor do words stand in what makes the screen go. A sentence is words with spaces between them, or beside
 * what is put into it; class lists, styles, tags and selectors are none. */
const SENTENCE = '/\\p{L}[\\p{L}’”,.:;!?…)-]* [“‘(]?\\p{L}/u';
const PIECE = '/\\p{L}[\\p{L}’”,.:;!?…)-]* ([“‘(]?\\p{L}|[“‘(]?$)|^[”’)]? \\p{L}/u';
const CLASSES = '/^(?=.*-)[a-z0-9 -]+$/';
const STYLE = '/^(; )?[a-z]+-[a-z]+: $/';
const TAGS = '/^(<[^>]*>)+$/';
const SELECTOR = 'CallExpression[callee.property.name=/^querySelector/] > Literal';
const noSentences = [
  { selector: "CallExpression[callee.property.name='say'] > Literal", message: words },
  {
    selector:
      'Property[key.name=/^(label|title|message|hint|placeholder)$/] > Literal[value=/^\\p{Lu}\\p{Ll}/u]',
    message: words,
  },
  { selector: 'Property[key.value=/^aria-/] > Literal[value=/^\\p{Lu}\\p{Ll}/u]', message: words },
  {
    selector: `Literal[value=${SENTENCE}]:not([value=${CLASSES}]):not(${SELECTOR}):not(ThrowStatement *)`,
    message: words,
  },
  {
    selector: `TemplateElement[value.raw=${PIECE}]:not([value.raw=${CLASSES}]):not([value.raw=${TAGS}]):not([value.raw=${STYLE}]):not(ThrowStatement *)`,
    message: words,
  },
];

export default ts.config(
  { ignores: ['dist/', 'node_modules/'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser } },
    rules: {
      'no-restricted-imports': ['error', { patterns: [tauri] }],
      'no-restricted-syntax': ['error', noMatchedMessages],
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig },
    },
  },
  { files: ['**/*.svelte'], rules: { 'max-lines': ['error', { max: 200 }] } },
  {
    files: ['**/*.svelte'],
    rules: { 'no-restricted-syntax': ['error', noMatchedMessages, ...noWords, ...noSentences] },
  },
  {
    files: ['state/**/*.ts', 'editor/**/*.ts', 'api/*.ts', 'parts/*.ts', '*.ts'],
    ignores: ['**/*.test.ts', 'api/bindings.ts', '*.config.ts'],
    rules: { 'no-restricted-syntax': ['error', noMatchedMessages, ...noSentences] },
  },
  { files: ['**/*.js', '*.config.ts'], languageOptions: { globals: { ...globals.node } } },
  { files: ['**/*.test.ts'], rules: { 'max-lines-per-function': 'off' } },
  { files: ['api/bindings.ts'], rules: { 'max-lines': 'off' } },
  keepOut(
    ['parts/**'],
    ['**/state/*', '**/panes/*', '**/editor/*', '**/api/*'],
    'A part knows no story: hand it what it shows.',
  ),
  keepOut(
    ['panes/**'],
    ['./*.svelte', '**/panes/*'],
    'A pane imports no other pane; what two panes share is a part or state.',
  ),
  keepOut(
    ['state/**', 'api/**'],
    ['**/panes/*', '**/parts/*', '**/editor/*'],
    'State knows no screen.',
  ),
  { files: ['api/transport.ts'], rules: { 'no-restricted-imports': 'off' } },
);
