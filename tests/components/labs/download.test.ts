import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { download, downloadJson } from '@/components/labs/runtime/download';

let server: Server;
let base: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/data.bin') response.end(Buffer.alloc(100_000, 7));
    else if (request.url === '/page.json') response.end('<!doctype html>');
    else if (request.url === '/slow.bin') response.write('x');
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test('bytes come whole, and are counted', async () => {
  const counts: number[] = [];
  const bytes = await download(`${base}/data.bin`, { onBytes: (loaded) => counts.push(loaded) });
  expect(bytes.length).toBe(100_000);
  expect(bytes[99_999]).toBe(7);
  expect(counts.at(-1)).toBe(100_000);
});

test('each way to fail has its name', async () => {
  await expect(download(`${base}/none.bin`)).rejects.toMatchObject({
    id: 'fetch.failed',
    data: { file: 'none.bin', status: 404 },
  });
  await expect(download('http://127.0.0.1:9/gone.bin')).rejects.toMatchObject({
    id: 'fetch.failed',
    data: { file: 'gone.bin', status: 0 },
  });
  await expect(downloadJson(`${base}/page.json`)).rejects.toMatchObject({ id: 'fetch.not-json' });
});

test('a download can be cancelled', async () => {
  const abort = new AbortController();
  const waiting = download(`${base}/slow.bin`, { signal: abort.signal, onBytes: () => abort.abort() });
  await expect(waiting).rejects.toMatchObject({ id: 'fetch.cancelled' });
});
