/** A bare page with the kernels and onnxruntime in a real Chromium: for benchmarks and browser tests. */
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { build } from 'esbuild';
import { chromium, type Page } from 'playwright-core';
import { headers } from '../../lib/headers.mjs';

const quiet = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
];
const softwareGpu = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
];
const types: Readonly<Record<string, string>> = {
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
};

export interface OpenWorkbench {
  readonly page: Page;
  readonly browserVersion: string;
  close(): Promise<void>;
}

export interface WorkbenchOptions {
  /** With the software WebGPU adapter. */
  readonly gpu?: boolean;
  /** The page's script: it sets `globalThis.workbench`. */
  readonly script?: string;
}

export async function openWorkbench({
  gpu = false,
  script: entry = 'tools/bench/onnx/page.ts',
}: WorkbenchOptions = {}): Promise<OpenWorkbench> {
  const bundle = await build({
    absWorkingDir: process.cwd(),
    entryPoints: [entry],
    bundle: true,
    format: 'esm',
    write: false,
    tsconfig: 'tsconfig.json',
  });
  const script = bundle.outputFiles[0].text;
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://book').pathname);
    const answer = (type: string, body: string) =>
      response.writeHead(200, { ...headers, 'Content-Type': type }).end(body);
    if (path === '/')
      return answer(
        'text/html',
        '<!doctype html><title>workbench</title><script type="module" src="/page.js"></script>',
      );
    if (path === '/page.js') return answer('text/javascript', script);
    const file = path.startsWith('/ort/')
      ? join('node_modules/onnxruntime-web/dist', path.slice(5))
      : join('public', path);
    if (!existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, {
      ...headers,
      'Content-Type': types[extname(file)] ?? 'application/octet-stream',
    });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await chromium.launch({
    executablePath: process.env.CHROME_PATH || undefined,
    args: gpu ? [...quiet, ...softwareGpu] : quiet,
  });
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.waitForFunction(() => 'workbench' in globalThis);
  return {
    page,
    browserVersion: browser.version(),
    async close() {
      await browser.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
