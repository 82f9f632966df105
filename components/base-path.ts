/** Where the book is mounted: '' at the root of a host, '/name' under a prefix. Set at build by BOOK_BASE_PATH. */
export const basePath: string = process.env.NEXT_PUBLIC_BASE_PATH ?? '';

/** The URL of a file of `public/`, right under a prefix too. Worked: asset('/models/x') = '/models/x' at the root. */
export function asset(path: string): string {
  return `${basePath}${path.startsWith('/') ? path : `/${path}`}`;
}
