/**
 * Protobuf messages as lists of byte chunks. Numbers and tags are encoded by @bufbuild/protobuf; large byte fields are
 * only referred to, so that a weight is copied once, when the whole file is put together, however deep it is nested.
 */
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

/** One message: fields are appended in the order of the calls. */
export class MessageWriter {
  private readonly chunks: Uint8Array[] = [];
  private readonly small = new BinaryWriter();
  private flushedBytes = 0;

  /** int32, int64, enum and bool fields. */
  integer(field: number, value: number | bigint): this {
    this.small.tag(field, WireType.Varint).int64(value);
    return this;
  }

  float(field: number, value: number): this {
    this.small.tag(field, WireType.Bit32).float(value);
    return this;
  }

  text(field: number, value: string): this {
    this.small.tag(field, WireType.LengthDelimited).string(value);
    return this;
  }

  /** Refers to `value`: it must not change before `finish`. */
  bytes(field: number, value: Uint8Array): this {
    this.small.tag(field, WireType.LengthDelimited).uint32(value.byteLength);
    this.flush();
    this.push(value);
    return this;
  }

  message(field: number, inner: MessageWriter): this {
    inner.flush();
    this.small.tag(field, WireType.LengthDelimited).uint32(inner.flushedBytes);
    this.flush();
    for (const chunk of inner.chunks) this.push(chunk);
    return this;
  }

  /** The message as one array. */
  finish(): Uint8Array<ArrayBuffer> {
    this.flush();
    const all = new Uint8Array(this.flushedBytes);
    let at = 0;
    for (const chunk of this.chunks) {
      all.set(chunk, at);
      at += chunk.byteLength;
    }
    return all;
  }

  private flush(): void {
    const bytes = this.small.finish();
    if (bytes.byteLength > 0) this.push(bytes);
  }

  private push(chunk: Uint8Array): void {
    this.chunks.push(chunk);
    this.flushedBytes += chunk.byteLength;
  }
}
