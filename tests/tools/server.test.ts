import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pagePolicy } from '../../tools/lib/headers.mjs';
import { listen, staticHandler } from '../../tools/lib/server.mjs';

let folder: string;
let port: number;
let server: http.Server;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'served-'));
  mkdirSync(join(folder, 'site/en'), { recursive: true });
  mkdirSync(join(folder, 'site/_next/static'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'outside');
  writeFileSync(join(folder, 'site/index.html'), '<p>root</p>');
  writeFileSync(join(folder, 'site/404.html'), '<p>nothing here</p>');
  writeFileSync(join(folder, 'site/en/index.html'), `<p>${'words '.repeat(500)}</p>`);
  writeFileSync(join(folder, 'site/a.wasm'), Buffer.from([0, 97, 115, 109]));
  writeFileSync(join(folder, 'site/_next/static/x.js'), 'export {}');
  writeFileSync(join(folder, 'site/.hidden'), 'hidden');
  const taken = await listen(staticHandler(join(folder, 'site')), {
    port: 0,
    host: '127.0.0.1',
    mayMove: false,
  });
  server = taken.server;
  port = taken.port;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

/** A raw request: fetch would tidy the path before it is sent. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number; headers: http.IncomingHttpHeaders; body: Buffer }>(
    (resolve, reject) => {
      http
        .request({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk) => chunks.push(chunk));
          answer.on('end', () =>
            resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) }),
          );
        })
        .on('error', reject)
        .end();
    },
  );
}

test('pages come with isolation and a policy without eval', async () => {
  const { status, headers } = await get('/en/');
  expect(status).toBe(200);
  expect(headers['content-type']).toBe('text/html; charset=utf-8');
  expect(headers['cross-origin-opener-policy']).toBe('same-origin');
  expect(headers['cross-origin-embedder-policy']).toBe('require-corp');
  expect(headers['content-security-policy']).toContain("'wasm-unsafe-eval'");
  expect(headers['content-security-policy']).not.toContain("'unsafe-eval'");
});

test('wasm has its type, hashed files are kept for ever, pages are asked about again', async () => {
  expect((await get('/a.wasm')).headers['content-type']).toBe('application/wasm');
  expect((await get('/_next/static/x.js')).headers['cache-control']).toContain('immutable');
  expect((await get('/en/')).headers['cache-control']).toBe('no-cache');
});

test('text is compressed when the reader takes it, and a known page is not sent again', async () => {
  const zipped = await get('/en/', { 'accept-encoding': 'gzip' });
  expect(zipped.headers['content-encoding']).toBe('gzip');
  expect(zipped.body.length).toBeLessThan(500);
  const again = await get('/en/', {
    'accept-encoding': 'gzip',
    'if-none-match': String(zipped.headers.etag),
  });
  expect(again.status).toBe(304);
  expect(again.body.length).toBe(0);
});

test('a folder without its slash moves on, an unknown page is a 404 with words', async () => {
  const moved = await get('/en');
  expect([moved.status, moved.headers.location]).toEqual([308, '/en/']);
  const lost = await get('/no/such/');
  expect([lost.status, lost.body.toString()]).toEqual([404, '<p>nothing here</p>']);
});

test.each(['/../secret.txt', '/%2e%2e/secret.txt', '/en/../../secret.txt', '/.hidden', '/%00', '/%zz'])(
  'nothing outside the book is served: %s',
  async (path) => {
    const { status, body } = await get(path);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(body.toString()).not.toContain('outside');
    expect(body.toString()).not.toContain('hidden');
  },
);

test('only reading is allowed', async () => {
  expect((await get('/en/', {}, 'POST')).status).toBe(405);
  expect((await get('/en/', {}, 'HEAD')).body.length).toBe(0);
});

test('a taken port: the default moves on, a port asked for is an error', async () => {
  const options = { port, host: '127.0.0.1' };
  const moved = await listen(staticHandler(join(folder, 'site')), { ...options, mayMove: true });
  expect(moved.port).toBeGreaterThan(port);
  moved.server.close();
  await expect(listen(staticHandler(join(folder, 'site')), { ...options, mayMove: false })).rejects.toThrow(
    /EADDRINUSE/,
  );
});

test('a page’s policy names its inline scripts by hash and no others', () => {
  const policy = pagePolicy('<script>alert(1)</script><script src="/x.js"></script>');
  expect(policy.match(/sha256-/g)).toHaveLength(1);
  expect(policy).toContain("'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='");
  expect(policy).not.toContain("script-src 'self' 'unsafe-inline'");
});
