import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the book's words and data. The build always runs from the project root. */
export const contentRoot = join(process.cwd(), 'content');

export function contentPath(...parts: string[]): string {
  return join(contentRoot, ...parts);
}

export function hasContent(...parts: string[]): boolean {
  return existsSync(contentPath(...parts));
}
