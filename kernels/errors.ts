/**
 * The one error type of the kernels. A kernel never words a message for a reader: it names the message (`id`)
 * and hands over the facts (`data`); the view says it in the reader's language.
 */
export class BookError extends Error {
  readonly id: string;
  readonly data: Readonly<Record<string, string | number>>;

  /** @param id message id, dotted, e.g. `safetensors.truncated` · @param data values the message may name */
  constructor(id: string, data: Record<string, string | number> = {}) {
    super(`${id} ${JSON.stringify(data)}`);
    this.name = 'BookError';
    this.id = id;
    this.data = data;
  }
}

/** Throws `BookError(id, data)` unless `condition` holds. */
export function ensure(
  condition: unknown,
  id: string,
  data: Record<string, string | number> = {},
): asserts condition {
  if (!condition) throw new BookError(id, data);
}
