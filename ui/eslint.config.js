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
