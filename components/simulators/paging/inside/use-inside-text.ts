import { type RefObject, useEffect, useRef } from 'react';
import type { Player } from '../player';
import { inspectorHtml, namesHtml, queueHtml, tablesHtml } from './html';
import type { InsideMessages } from './messages';
import type { Scene } from './scene';

/** Text changes this often while the figure plays: nobody reads faster, and every change is laid out. */
const TEXT_MS = 900;

/** Writes queue, tables, names and inspector as text: for every scene at rest, now and then while it plays. */
export function useInsideText(
  root: RefObject<HTMLDivElement | null>,
  scene: Scene | undefined,
  block: number,
  words: InsideMessages,
  player: Player,
): void {
  const writtenMs = useRef(Number.NEGATIVE_INFINITY);
  const writtenBlock = useRef(0);
  useEffect(() => {
    if (!scene || !root.current) return;
    const nowMs = performance.now();
    const same = writtenBlock.current === block;
    if (player.playing && same && nowMs - writtenMs.current < TEXT_MS) return;
    const put = (part: string, html: string) => {
      const place = root.current?.querySelector(`[data-part="${part}"]`);
      if (place) place.innerHTML = html;
    };
    put('inspector', inspectorHtml(scene, block, words));
    writtenBlock.current = block;
    writtenMs.current = nowMs;
    put('queue', queueHtml(scene, words));
    put('tables', tablesHtml(scene, words));
    const { hint, html } = namesHtml(scene, words);
    put('names-hint', hint);
    put('names', html);
    for (const chip of root.current.querySelectorAll(`[data-block="${block}"]`))
      chip.setAttribute('data-picked', '');
  }, [scene, block, words, player, root]);
}
