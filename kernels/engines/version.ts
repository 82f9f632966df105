/** Versions of engines as they stand in logs and in the tags of images. */

export type Version = readonly [major: number, minor: number];

/** The first two numbers of a version, or undefined. Worked: `vllm/vllm-openai:v0.11.0` is 0, 11. */
export function versionOf(text: string | undefined): Version | undefined {
  const found = /(?:^|[:v-])(\d{1,3})\.(\d{1,3})(?:\.|$|\D)/.exec(text ?? '');
  return found ? [Number(found[1]), Number(found[2])] : undefined;
}

/** Whether a version is the other one or later. Worked: 0.21 reaches 0.9. */
export const reached = (version: Version, least: Version): boolean =>
  version[0] > least[0] || (version[0] === least[0] && version[1] >= least[1]);
