// A test that needs no page runs without one, which is a second less.
if (globalThis.window) await import('./jsdom');

export {};
