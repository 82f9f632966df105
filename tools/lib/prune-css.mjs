import postcss from 'postcss';

/** A class of a CSS module as the bundler names it: six characters of hash, then the name in the source. */
const moduleClass = /\.([\w-]{6})_[a-zA-Z]/g;

/**
 * The rules of a sheet that a page can need at first: those of every CSS module of which the page shows any class,
 * and all that belong to no module. A module is kept whole, so that states the page is not yet in are styled too;
 * what other modules hold comes with the sheet itself, once the page works.
 */
export function rulesFor(html, css) {
  const shown = new Set(Array.from(html.matchAll(/[\s"]([\w-]{6})_[a-zA-Z]/g), ([, module]) => module));
  const needed = (selector) =>
    Array.from(selector.matchAll(moduleClass)).every(([, module]) => shown.has(module));
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
