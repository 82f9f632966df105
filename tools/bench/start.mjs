// Seconds from `npm run book` to an answering page: a second start (nothing to build), and, with --clone, a fresh clone
// with dependencies from npm's cache. The clone is made in the system's temporary folder and removed.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Starts the book in `cwd` and resolves with the seconds until its home page answers. */
function secondsToServe(cwd) {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn('npm', ['run', '--silent', 'book'], {
      cwd,
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    const stop = () => {
      try {
        process.kill(-child.pid, 'SIGTERM');
      } catch {}
    };
    child.on('exit', (code) => reject(new Error(`the book ended with ${code}: ${text}`)));
    child.stdout.on('data', async (chunk) => {
      text += chunk;
      const url = /http:\/\/\S+/.exec(text)?.[0];
      if (!url) return;
      child.stdout.removeAllListeners('data');
      child.removeAllListeners('exit');
      const answer = await fetch(`${url}en/`);
      const seconds = (performance.now() - started) / 1000;
      stop();
      answer.ok ? resolve(seconds) : reject(new Error(`status ${answer.status}`));
    });
  });
}

await secondsToServe(root);
const again = await secondsToServe(root);
console.log(JSON.stringify({ bench: 'start', secondStartSeconds: Number(again.toFixed(2)) }));

if (process.argv.includes('--clone') || process.env.BENCH_CLONE) {
  const folder = mkdtempSync(join(tmpdir(), 'book-'));
  try {
    spawnSync('git', ['clone', '--quiet', root, folder], { stdio: 'inherit' });
    const fresh = await secondsToServe(folder);
    console.log(JSON.stringify({ bench: 'start', freshCloneSeconds: Number(fresh.toFixed(1)) }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
