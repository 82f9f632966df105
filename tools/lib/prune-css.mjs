import postcss from 'postcss';

/**
 * A class of a CSS module as the bundler names it: six characters of hash, then the name in the source. A hash that
 * begins with a digit has a line before it, as names in a sheet must not begin so.
 */
const moduleClass = /\.(_?[\w-]{6})_[a-zA-Z]/g;

const anyClass = /\.(-?[a-zA-Z_][\w-]*)/g;

/**
 * The rules of a sheet that a page can need at first: those of every CSS module of which the page shows any class,
 * and all that belong to no module. A module is kept whole, so that states the page is not yet in are styled too;
 * what other modules hold comes with the sheet itself, once the page works. The typesetter's sheet has no states:
 * of it only the classes that some formula of the page uses are kept.
 */
export function rulesFor(html, css) {
  const shown = new Set(Array.from(html.matchAll(/[\s"](_?[\w-]{6})_[a-zA-Z]/g), ([, module]) => module));
  const used = new Set(
    Array.from(html.matchAll(/class="([^"]*)"/g), ([, names]) => names.split(/\s+/)).flat(),
  );
  const needed = (selector) =>
    selector.includes('.katex')
      ? Array.from(selector.matchAll(anyClass)).every(([, name]) => used.has(name))
      : Array.from(selector.matchAll(moduleClass)).every(([, module]) => shown.has(module));
  const root = postcss.parse(css);
  root.walkRules((rule) => {
    if (rule.parent?.type === 'atrule' && /keyframes$/.test(rule.parent.name)) return;
    const kept = rule.selectors.filter(needed);
    if (kept.length === 0) rule.remove();
    else if (kept.length < rule.selectors.length) rule.selectors = kept;
  });
  root.walkAtRules((rule) => {
    if (rule.nodes?.length === 0) rule.remove();
  });
  return root.toString();
}
