/** The figure's first frame, computed when the site is built: the page teaches before any script has run. */
import { prefixPresets } from '@/kernels/serving/prefix/params';
import { prefixSimulator, skipTo } from '@/kernels/serving/prefix/simulator';
import { type CurvePoint, hitRateCurve } from '@/kernels/serving/prefix/summary';
import { frameOf, type PrefixFrame, stepToShow } from './frame';

export interface FirstFrame {
  readonly preset: string;
  readonly frame: PrefixFrame;
  readonly curve: readonly CurvePoint[];
}

export function firstFrame(asked: string | undefined): FirstFrame {
  const preset = asked && Object.hasOwn(prefixPresets, asked) ? asked : 'system-prompt';
  const { params, seed } = prefixPresets[preset];
  const start = prefixSimulator.init(params, seed);
  const { sizes, point } = hitRateCurve(params, seed);
  return { preset, frame: frameOf(skipTo(start, stepToShow(start))), curve: sizes.map(point) };
}
