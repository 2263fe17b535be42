// The check must catch what the editor refuses; a check that says yes to everything proves nothing.
// COPYDESK_WORDPRESS names the unpacked WordPress (`make test` sets it).

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { openEditor } from "./editor.mjs";
import { verdicts } from "./validate.mjs";

const block = (name, html, attributes = "") => `<!-- wp:${name}${attributes && ` ${attributes}`} -->\n${html}\n<!-- /wp:${name} -->`;
const picture = (attributes, figure) => block("image", figure, attributes);
const IMG = '<img src="http://localhost/a.jpg" alt="Alt" class="wp-image-7" />';

const OPENS = {
  paragraph: block("paragraph", "<p>Fog over the <em>Thames</em>.</p>"),
  "heading of level 3": block("heading", '<h3 class="wp-block-heading">Fog</h3>', '{"level":3}'),
  list: block("list", `<ul class="wp-block-list">${block("list-item", "<li>a</li>")}</ul>`),
  quote: block("quote", `<blockquote class="wp-block-quote">${block("paragraph", "<p>Q</p>")}<cite>Jane</cite></blockquote>`),
  "picture with caption and credit": picture(
    '{"id":7,"sizeSlug":"large","linkDestination":"none"}',
    `<figure class="wp-block-image size-large">${IMG}<figcaption class="wp-element-caption">Fog (Image - Jo Smith)</figcaption></figure>`,
  ),
  table: block("table", '<figure class="wp-block-table"><table><tbody><tr><td>1</td></tr></tbody></table></figure>', '{"hasFixedLayout":false}'),
  code: block("code", '<pre class="wp-block-code"><code>a &lt; b</code></pre>'),
  separator: block("separator", '<hr class="wp-block-separator has-alpha-channel-opacity" />'),
};

const REFUSED = {
  "heading whose level is not told": block("heading", '<h3 class="wp-block-heading">Fog</h3>'),
  "width without its attribute": picture(
    '{"id":7}',
    `<figure class="wp-block-image">${IMG.replace("<img", '<img width="640"')}</figure>`,
  ),
  "picture id without its class": picture(
    '{"id":7,"sizeSlug":"large","linkDestination":"none"}',
    '<figure class="wp-block-image size-large"><img src="http://localhost/a.jpg" alt="Alt" /><figcaption class="wp-element-caption">Fog</figcaption></figure>',
  ),
  "invalid block inside a valid one": block("quote", `<blockquote class="wp-block-quote">${block("heading", "<h3>Fog</h3>")}</blockquote>`),
  "HTML outside any block": "<p>Fog over the Thames.</p>",
  "HTML between two blocks": `${OPENS.paragraph}\n<p>loose</p>\n${OPENS.paragraph}`,
  "block nobody knows": block("weather/fog", "<p>Fog</p>"),
};

let editor;
before(async () => {
  assert.ok(process.env.COPYDESK_WORDPRESS, "COPYDESK_WORDPRESS must name an unpacked WordPress");
  editor = await openEditor(process.env.COPYDESK_WORDPRESS);
});

for (const [name, content] of Object.entries(OPENS)) {
  test(`opens: ${name}`, () => {
    const blocks = verdicts(editor, content);
    assert.ok(blocks.length > 0);
    assert.deepEqual(blocks.filter(({ valid }) => !valid), []);
  });
}

for (const [name, content] of Object.entries(REFUSED)) {
  test(`refused: ${name}`, () => {
    const refused = verdicts(editor, content).filter(({ valid }) => !valid);
    assert.ok(refused.length > 0);
    assert.notEqual(refused[0].why, "");
  });
}
