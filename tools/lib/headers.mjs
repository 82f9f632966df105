import { createHash } from 'node:crypto';

const common = [
  "default-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "connect-src 'self' blob: data:",
  "worker-src 'self' blob:",
];

/** The policy for one page: its inline scripts by hash, wasm allowed, eval not. */
export function pagePolicy(html) {
  const hashes = new Set();
  for (const match of html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)) {
    hashes.add(`'sha256-${createHash('sha256').update(match[1]).digest('base64')}'`);
  }
  return [...common, `script-src 'self' 'wasm-unsafe-eval' ${[...hashes].join(' ')}`.trim()].join('; ');
}

/**
 * Headers of every response. Inline scripts are allowed here because each page narrows them to hashes in its own
 * meta element; the browser enforces both policies. COOP and COEP make threads of wasm possible.
 */
export const headers = {
  'Content-Security-Policy': [
    ...common,
    "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'",
    'frame-ancestors *',
  ].join('; '),
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

/** How long a path may be kept: hashed files for ever, everything else is asked about again. */
export function cacheControl(path) {
  return path.includes('/_next/static/') ? 'public, max-age=31536000, immutable' : 'no-cache';
}

/** The `_headers` file that several static hosts read. */
export function headersFile() {
  const all = Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`);
  return [
    '/*',
    ...all,
    '',
    '/_next/static/*',
    '  Cache-Control: public, max-age=31536000, immutable',
    '',
  ].join('\n');
}
