/** A variant as its file gives it: text, how many workgroups, and what it asks of a device. */
import type { MicroSize } from '../problem';

export interface WgslVariant {
  /** Header first: what it is, what changed, why that is faster. Then the buffers and the code. */
  readonly source: string;
  groups(size: MicroSize): readonly [number, number, number];
  /** Bytes of workgroup memory, all variables together. */
  readonly workgroupBytes: number;
  /** What a device must have been asked for. */
  readonly feature?: 'shader-f16';
  /** What the browser's WGSL must know. */
  readonly language?: 'packed_4x8_integer_dot_product';
}

const ACROSS = 32768;

/** So many workgroups in a row and a column, since a dimension may have 65,535. Worked: 40,000 → 32,768 × 2. */
export const spread = (groups: number): readonly [number, number, number] => [
  Math.min(groups, ACROSS),
  Math.ceil(groups / ACROSS),
  1,
];

/** Which workgroup this is when they are spread over two dimensions, and which thread in it. */
export const spreadMain = `@compute @workgroup_size(THREADS)
fn main(
  @builtin(workgroup_id) id: vec3u,
  @builtin(num_workgroups) many: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let group = id.y * many.x + id.x;`;

/** Extents become constants, so that loops unroll. */
export function extentsWgsl(size: MicroSize): string {
  return Object.entries(size)
    .map(([name, value]) => `const ${name.toUpperCase()} = ${value}u;\n`)
    .join('');
}

/** The text between the header's comments and the code is the place for what goes before all declarations. */
export function assemble(source: string, directives: string, constants: string): string {
  const end = source.search(/^(?!\/\/)/m);
  return `${source.slice(0, end)}\n${directives}${constants}${source.slice(end)}`;
}
