/**
 * Queue, tables, hash map and inspector as HTML text: hundreds of small cells that change together, a few times a
 * second. Everything in them is a number or one of the book's own words.
 */
import { fill } from '@/components/lang';
import type { StoryEntry } from '@/kernels/serving/paging/block-story';
import { STEPS_PER_SECOND } from '@/kernels/serving/paging/params';
import { OWNER_COLOURS } from '../map-layout';
import type { InsideMessages } from './messages';
import { filledOf, nameText, type Scene, type Use, whoText } from './scene';

const QUEUE_SHOWN = 56;
const TABLES_SHOWN = 10;
/** Of a long table, its beginning, which may be shared, and its end, which grows. */
const TABLE_HEAD = 6;
const TABLE_TAIL = 14;
const NAMES_SHOWN = 18;
const STORY_SHOWN = 10;

const chip = (block: number, attributes = '', text = String(block)) =>
  `<li data-block="${block}"${attributes}>${text}</li>`;

export function queueHtml(scene: Scene, words: InsideMessages): string {
  const { queue, run } = scene;
  if (queue.length === 0) return `<li data-rest>${words.queueEmpty}</li>`;
  const { hashes } = run.scheduler.kv.pool;
  const chips = queue
    .slice(0, QUEUE_SHOWN)
    .map((block) => chip(block, hashes[block] === null ? ' data-empty' : ''));
  const rest = queue.length - chips.length;
  return chips.join('') + (rest > 0 ? `<li data-rest>${fill(words.more, { n: rest })}</li>` : '');
}

export function tablesHtml(scene: Scene, words: InsideMessages): string {
  const { run } = scene;
  const { running, kv } = run.scheduler;
  if (running.length === 0) return `<p>${words.nobody}</p>`;
  // The last ones are those that preemption and the free queue are about.
  const first = Math.max(0, running.length - TABLES_SHOWN);
  const above = first > 0 ? `<p>${fill(words.more, { n: first })}</p>` : '';
  const rows = running.slice(first).map((holder) => {
    const { request } = run.sequenceOf(holder.index);
    const cell = (block: number) => chip(block, kv.pool.refs[block] > 1 ? ' data-shared' : '');
    const { table } = holder;
    const hidden = table.length - TABLE_HEAD - TABLE_TAIL;
    const cells = (
      hidden > 0
        ? [
            ...table.slice(0, TABLE_HEAD).map(cell),
            `<li data-rest>${fill(words.more, { n: hidden })}</li>`,
            ...table.slice(-TABLE_TAIL).map(cell),
          ]
        : table.map(cell)
    ).join('');
    return (
      `<div><span><i style="background:var(--o${(request % OWNER_COLOURS) + 1})"></i>${whoText(run, holder.index, words)}</span>` +
      `<ol>${cells}</ol></div>`
    );
  });
  return above + rows.join('');
}

export function namesHtml(scene: Scene, words: InsideMessages): { hint: string; html: string } {
  const { kv } = scene.run.scheduler;
  const refs = (block: number) => kv.pool.refs[block];
  let named = 0;
  const entries = Array.from(kv.byKey, ([key, found]) => {
    const blocks = typeof found === 'number' ? [found] : [...found];
    named += blocks.length;
    return { key, blocks, refs: blocks.reduce((sum, block) => sum + refs(block), 0) };
  });
  const hint = fill(words.namesHint, { names: entries.length, blocks: named });
  if (entries.length === 0) return { hint, html: `<p>${words.namesEmpty}</p>` };
  const rows = entries
    .sort((a, b) => b.refs - a.refs || b.blocks.length - a.blocks.length)
    .slice(0, NAMES_SHOWN)
    .map(
      ({ key, blocks }) =>
        `<div><code>${nameText(key).slice(0, 10)}…</code><ol>${blocks
          .slice(0, 6)
          .map((block) => chip(block, refs(block) > 0 ? '' : ' data-free', `${block} · ${refs(block)}`))
          .join('')}</ol></div>`,
    );
  return { hint, html: rows.join('') };
}

function contentText(scene: Scene, use: Use, words: InsideMessages): string {
  const { blockTokens, sharedPromptTokens } = scene.setup;
  const from = use.index * blockTokens;
  const filled = filledOf(use, blockTokens);
  const parts: string[] = [];
  if (from < Math.min(sharedPromptTokens, use.holder.promptTokens)) parts.push(words.inspector.shared);
  if (from + filled > sharedPromptTokens && from < use.holder.promptTokens)
    parts.push(words.inspector.prompt);
  if (from + filled > use.holder.promptTokens) parts.push(words.inspector.answer);
  const range = fill(words.tokens, { from: from + 1, to: from + Math.max(1, filled) });
  return `${range} (${parts.join(', ')}); ${fill(words.inspector.fill, { used: filled, size: blockTokens })}`;
}

export function inspectorHtml(scene: Scene, block: number, words: InsideMessages): string {
  const { run, uses, queue } = scene;
  const { pool, caching } = run.scheduler.kv;
  const { inspector } = words;
  const holders = uses.get(block) ?? [];
  const key = pool.hashes[block];
  const story = run.stories.of(block, run.step);
  const row = (name: string, value: string) => `<div><dt>${name}</dt><dd>${value}</dd></div>`;
  const rows: string[] = [];
  if (holders.length > 0) {
    const names = holders.slice(0, 6).map(({ holder }) => whoText(run, holder.index, words));
    const rest = holders.length - names.length;
    if (rest > 0) names.push(fill(words.more, { n: rest }));
    rows.push(
      row(inspector.use, names.join(', ')),
      row(inspector.holds, contentText(scene, holders[0], words)),
    );
  } else {
    const at = queue.indexOf(block) + 1;
    rows.push(row(inspector.free, fill(inspector.place, { at, count: queue.length })));
    const last = story.findLast((entry) => entry.kind === 'release');
    const kept =
      key !== null && last
        ? fill(inspector.old, { who: whoText(run, last.owner, words) })
        : inspector.nothing;
    rows.push(row(inspector.holds, kept));
  }
  const missing =
    holders.length === 0 ? inspector.unnamed : caching ? inspector.unnamedPart : inspector.unnamedFull;
  rows.push(row(inspector.name, key === null ? missing : `<code>${nameText(key)}</code>`));
  rows.push(row(inspector.refs, String(pool.refs[block])));
  const shown = story.slice(-STORY_SHOWN);
  const entries = shown.map(
    (entry) => `<li data-kind="${entry.kind}">${storyText(scene, entry, words)}</li>`,
  );
  if (shown.length < story.length) {
    entries.unshift(`<li data-rest>${fill(inspector.earlier, { n: story.length - shown.length })}</li>`);
  }
  const told = entries.length > 0 ? `<ol>${entries.join('')}</ol>` : `<p>${inspector.untouched}</p>`;
  return `<p>${fill(inspector.title, { block })}</p><dl>${rows.join('')}</dl><p>${inspector.story}</p>${told}`;
}

function storyText({ run }: Scene, entry: StoryEntry, words: InsideMessages): string {
  const at = (step: number) => fill(words.at, { n: (step / STEPS_PER_SECOND).toFixed(2) });
  const who = whoText(run, entry.owner, words);
  const say = (text: string, more: Record<string, string | number> = {}) =>
    `<time>${at(entry.step)}</time> ${fill(text, { who, ...more })}`;
  const { story, why } = words;
  if (entry.kind === 'evict') {
    const { owner, step, reason } = entry.last;
    return say(story.evict, { since: at(step), last: whoText(run, owner, words), why: why[reason] });
  }
  if (entry.kind === 'release') return say(story[entry.to], { why: why[entry.reason], refs: entry.refs });
  if (entry.kind === 'store')
    return say(entry.duplicate ? story.duplicate : story.store, { index: entry.index });
  if (entry.kind === 'hit') return say(story.hit, { refs: entry.refs });
  return say(story.allocate);
}
