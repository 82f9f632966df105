import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const fixed = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** A Chromium that is there already: CHROME_PATH, or one of the usual names, or undefined. */
export function findChromium() {
  const asked = process.env.CHROME_PATH;
  if (asked) {
    if (existsSync(asked)) return asked;
    throw new Error(`CHROME_PATH names ${asked}, and there is no such file.`);
  }
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = [...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...fixed];
  return candidates.find((path) => existsSync(path));
}

/** Finds a Chromium or gets one: Debian's package where this process may install, else the test library's own. */
export function ensureChromium(root) {
  const found = findChromium();
  if (found) return found;
  const run = (command, args) => spawnSync(command, args, { cwd: root, stdio: 'inherit' }).status === 0;
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (mayInstall) {
    console.log('Installing chromium from Debian …');
    process.env.DEBIAN_FRONTEND ??= 'noninteractive';
    run('apt-get', ['update', '-qq']);
    if (run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'])) {
      const installed = findChromium();
      if (installed) return installed;
    }
  }
  console.log('Fetching the test library’s own Chromium …');
  if (
    run(process.execPath, [
      join(root, 'node_modules/playwright-core/cli.js'),
      'install',
      'chromium-headless-shell',
    ])
  ) {
    return undefined;
  }
  throw new Error(
    'No Chromium was found and none could be installed. Install one and set CHROME_PATH to its path.',
  );
}
