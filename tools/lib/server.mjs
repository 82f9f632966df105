import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import http from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import { cacheControl, headers } from './headers.mjs';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};
const compressible = /text|json|xml|svg|wasm|javascript/;

/**
 * Serves a folder with the headers of `_headers`, gzip for what gains from it, and ETags.
 * @returns the request listener; `base` is the prefix the book was built for ('' or '/name').
 */
export function staticHandler(folder, base = '') {
  const root = realpathSync(folder);
  const kept = new Map();

  const load = (file, gzip) => {
    const { mtimeMs, size } = statSync(file);
    const key = `${file}|${mtimeMs}|${size}|${gzip}`;
    const found = kept.get(key);
    if (found) return found;
    const raw = readFileSync(file);
    const entry = {
      body: gzip ? gzipSync(raw, { level: 6 }) : raw,
      etag: `"${createHash('sha1').update(raw).digest('base64url')}${gzip ? '-gz' : ''}"`,
    };
    kept.set(key, entry);
    return entry;
  };

  const find = (pathname) => {
    if (base && pathname !== base && !pathname.startsWith(`${base}/`)) return undefined;
    const path = normalize(pathname.slice(base.length) || '/');
    if (path.split(sep).includes('..') || /(^|\/)\.[^/]/.test(path)) return undefined;
    const file = join(root, path.endsWith('/') ? `${path}index.html` : path);
    return file.startsWith(root) && existsSync(file) && statSync(file).isFile() ? file : undefined;
  };

  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
      return;
    }
    let pathname;
    try {
      pathname = decodeURIComponent(new URL(request.url, 'http://book').pathname);
    } catch {
      response.writeHead(400).end();
      return;
    }
    const file = find(pathname);
    // A folder without its slash: the page's relative links need it.
    if (!file && !pathname.endsWith('/') && find(`${pathname}/`)) {
      response.writeHead(308, { Location: `${pathname}/`, ...headers }).end();
      return;
    }
    const status = file ? 200 : 404;
    const target = file ?? (existsSync(join(root, '404.html')) ? join(root, '404.html') : undefined);
    if (!target) {
      response.writeHead(404, headers).end('Not found');
      return;
    }
    const type = types[extname(target)] ?? 'application/octet-stream';
    const gzip = compressible.test(type) && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    const { body, etag } = load(target, gzip);
    const head = {
      ...headers,
      'Content-Type': type,
      'Cache-Control': cacheControl(pathname),
      ETag: etag,
      Vary: 'Accept-Encoding',
    };
    if (status === 200 && request.headers['if-none-match'] === etag) {
      response.writeHead(304, head).end();
      return;
    }
    if (gzip) head['Content-Encoding'] = 'gzip';
    head['Content-Length'] = body.length;
    response.writeHead(status, head);
    response.end(request.method === 'HEAD' ? undefined : body);
  };
}

/** Listens on `port`; when it is taken and `mayMove`, on the next free one. Resolves with the server and its port. */
export function listen(handler, { port, host, mayMove }) {
  return new Promise((resolve, reject) => {
    const server = http.createServer(handler);
    server.once('error', (error) => {
      if (error.code === 'EADDRINUSE' && mayMove && port < 65535) {
        resolve(listen(handler, { port: port + 1, host, mayMove }));
      } else reject(error);
    });
    server.listen(port, host, () => resolve({ server, port: server.address().port }));
  });
}
