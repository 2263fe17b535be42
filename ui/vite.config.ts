import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [svelte()],
  // Relative, so that the built screen works from the window's own address and from any folder.
  base: './',
  clearScreen: false,
  server: { port: 1420, strictPort: true, host: '127.0.0.1' },
  // One style sheet: the page as it was left is drawn with it before the screen's code is asked for.
  build: { target: 'es2022', chunkSizeWarningLimit: 700, cssCodeSplit: false },
  resolve: {
    conditions: ['browser'],
    alias: {
      '@codemirror/lang-html': fileURLToPath(new URL('./editor/no-html.ts', import.meta.url)),
    },
  },
  test: {
    environment: 'jsdom',
    include: ['**/*.test.ts'],
    setupFiles: ['tests/setup.ts'],
    restoreMocks: true,
    // On a busy computer axe alone takes longer than the usual five seconds.
    testTimeout: 20_000,
  },
});
