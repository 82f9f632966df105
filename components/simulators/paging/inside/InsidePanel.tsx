'use client';

import { useEffect, useMemo, useRef, useState } from 'react';
import type { Lang } from '@/components/lang';
import { Button } from '@/components/ui/Button';
import { NumberField } from '@/components/ui/NumberField';
import { ParamControls, type ParamControlsProps } from '@/components/ui/ParamControls';
import { createInsideRun } from '@/kernels/serving/paging/inside';
import { pagingSetup } from '@/kernels/serving/paging/params';
import { makeTraffic } from '@/kernels/serving/paging/workload';
import type { Palette } from '../paint-map';
import type { Player } from '../player';
import { FIRST_STEP } from '../readings';
import { BlocksMap } from './BlocksMap';
import { createFollower, nextEviction } from './follower';
import { InsideTotals } from './InsideTotals';
import styles from './inside.module.css';
import { insideMessages } from './messages';
import { type Scene, sceneOf } from './scene';
import { useInsideText } from './use-inside-text';

export interface InsidePanelProps {
  readonly player: Player;
  readonly lang: Lang;
  readonly palette: Palette | undefined;
  readonly seed: number;
  readonly controls: ParamControlsProps;
}

/** The drawing changes this often while the figure plays. */
const PAINT_MS = 200;

/** The engine's cache at the moment the figure shows: blocks, queue, tables, names, and one block's story. */
export function InsidePanel({ player, lang, palette, seed, controls }: InsidePanelProps) {
  const words = insideMessages[lang];
  const { values } = controls;
  const root = useRef<HTMLDivElement>(null);
  const [scene, setScene] = useState<Scene>();
  const [picked, setPicked] = useState<number>();
  const [pointed, setPointed] = useState<number>();
  const [behind, setBehind] = useState(true);
  const key = JSON.stringify([values, seed]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says all there is in values and seed.
  const runs = useMemo(() => {
    const setup = pagingSetup(values);
    const traffic = makeTraffic(setup, seed);
    const caching = values.prefixCaching !== 'off';
    const of = (freeOrder: 'v1' | 'v0.9.2') =>
      createInsideRun(setup, traffic, { freeOrder, caching }, () => performance.now());
    const orders = { v1: of('v1'), 'v0.9.2': of('v0.9.2') };
    return { setup, orders, shown: orders[values.freeOrder === 'v0.9.2' ? 'v0.9.2' : 'v1'] };
  }, [key]);

  useEffect(() => {
    const { setup, orders, shown } = runs;
    let paintedMs = Number.NEGATIVE_INFINITY;
    const others = Object.values(orders).filter((run) => run !== shown);
    const follower = createFollower([shown, ...others], (arrived) => {
      const nowMs = performance.now();
      if (player.playing && nowMs - paintedMs < PAINT_MS) return;
      paintedMs = nowMs;
      setBehind(!arrived && !player.playing);
      if (arrived || player.playing) setScene(sceneOf(shown, setup));
    });
    follower.follow(player.frame?.state.stepCount ?? FIRST_STEP, player.playing);
    const unsubscribe = player.subscribe(({ state }) => follower.follow(state.stepCount, player.playing));
    return () => {
      unsubscribe();
      follower.stop();
    };
  }, [player, runs]);

  const lastEvicted = scene?.run.stories.lastEvicted(scene.run.step);
  const count = Math.floor(runs.setup.poolTokens / runs.setup.blockTokens);
  const block = Math.min(picked ?? lastEvicted ?? 1, count);
  const looked = pointed ?? block;
  useInsideText(root, scene, looked, words, player);

  return (
    <div ref={root} className={styles.inside} data-inside={behind ? 'behind' : 'ready'}>
      <p className={styles.intro}>{words.intro}</p>
      <div className={styles.controls}>
        <ParamControls
          {...controls}
          words={{ ...controls.words, choices: words.choices }}
          only={['sharedPromptTokens', 'prefixCaching', 'freeOrder']}
        />
      </div>
      <div className={styles.pair}>
        <div>
          {scene && (
            <BlocksMap
              {...{ scene, palette, words, pointed }}
              picked={block}
              onPoint={setPointed}
              onPick={setPicked}
            />
          )}
          <p className={styles.legend}>
            {Object.entries(words.legend).map(([name, text]) => (
              <span key={name} data-key={name}>
                {text}
              </span>
            ))}
          </p>
          <InsideTotals runs={runs.orders} shown={runs.shown} scene={scene} words={words} lang={lang} />
        </div>
        <div>
          <div className={styles.pick}>
            <NumberField
              inline
              name="inside-block"
              label={words.pick}
              min={1}
              max={count}
              step={1}
              value={block}
              onChange={setPicked}
            />
            <Button
              name="last-evicted"
              disabled={lastEvicted === undefined}
              onClick={() => setPicked(lastEvicted)}
            >
              {words.lastEvicted}
            </Button>
            <Button
              name="next-eviction"
              onClick={() => {
                const step = nextEviction(runs.shown);
                player.pause();
                if (step === undefined) player.repaint();
                else player.seek(step);
                setPicked(undefined);
              }}
            >
              {words.nextEviction}
            </Button>
          </div>
          <div
            className={styles.inspector}
            data-part="inspector"
            aria-live={player.playing ? 'off' : 'polite'}
          />
        </div>
      </div>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: a shortcut; the number field does the same. */}
      <div
        className={styles.lists}
        onClick={(event) => {
          const chip = (event.target as Element).closest<HTMLElement>('[data-block]');
          if (chip) setPicked(Number(chip.dataset.block));
        }}
      >
        <section>
          <p className={styles.name}>{words.queue}</p>
          <p className={styles.hint}>{words.queueHint}</p>
          <ol data-part="queue" />
        </section>
        <section>
          <p className={styles.name}>{words.tables}</p>
          <p className={styles.hint}>{words.tablesHint}</p>
          <div data-part="tables" />
        </section>
        <section>
          <p className={styles.name}>{words.names}</p>
          <p className={styles.hint} data-part="names-hint" />
          <div data-part="names" />
        </section>
      </div>
    </div>
  );
}
