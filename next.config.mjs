/** Static export. BOOK_BASE_PATH serves the book under a prefix (project pages); empty means the root of a host. */
const basePath = (process.env.BOOK_BASE_PATH ?? '').replace(/\/+$/, '');

/** @type {import('next').NextConfig} */
const config = {
  output: 'export',
  trailingSlash: true,
  basePath,
  env: { NEXT_PUBLIC_BASE_PATH: basePath },
  images: { unoptimized: true },
  reactStrictMode: true,
  poweredByHeader: false,
  // The MDX compiler runs esbuild's native binary: it must stay outside the server bundle.
  serverExternalPackages: ['mdx-bundler', 'esbuild', 'unified', 'remark-math', 'remark-gfm'],
  devIndicators: false,
  experimental: { globalNotFound: true },
};

export default config;
