/**
 * HTML that only the static page needs. Server components leave it here under a short id; the client component
 * `StaticHtml` picks it up while the page is rendered to HTML, in the same process. What reaches the browser's script
 * is the id, not the HTML a second time.
 */
interface Holder {
  __bookStaticHtml?: Map<string, string>;
}

function store(): Map<string, string> {
  const holder = globalThis as Holder;
  holder.__bookStaticHtml ??= new Map();
  return holder.__bookStaticHtml;
}

/** A short stable id of a text (FNV-1a over its UTF-16 units, twice with different seeds). */
function idOf(html: string): string {
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (let at = 0; at < html.length; at++) {
    const unit = html.charCodeAt(at);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x85ebca6b);
  }
  return (a >>> 0).toString(36) + (b >>> 0).toString(36);
}

export function keepHtml(html: string): string {
  const id = idOf(html);
  store().set(id, html);
  return id;
}

export function keptHtml(id: string): string {
  const html = store().get(id);
  if (html === undefined) throw new Error(`no static HTML is kept under ${id}`);
  return html;
}
