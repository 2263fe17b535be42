// jsdom lays nothing out, and the editor asks where its text stands.
Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
Range.prototype.getBoundingClientRect = () => new DOMRect();
// Nor does it scroll.
Element.prototype.scrollIntoView = () => {};
// Nor has it a width.
window.matchMedia = (media) =>
  Object.assign(new EventTarget(), { matches: false, media }) as unknown as MediaQueryList;

// Nor does it know this; names in tests need no more.
globalThis.CSS ??= { escape: (text: string) => text.replace(/["\\]/g, '\\$&') } as typeof CSS;

// It has dialogs, but does not open them.
HTMLDialogElement.prototype.showModal = function () {
  this.open = true;
};
HTMLDialogElement.prototype.close = function () {
  this.open = false;
  this.dispatchEvent(new Event('close'));
};

// Nor does anything in it change its size, and it has no fonts to wait for.
globalThis.ResizeObserver ??= class {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
};
if (!document.fonts) {
  Object.assign(document, { fonts: { load: () => Promise.resolve([]) } });
}

export {};
