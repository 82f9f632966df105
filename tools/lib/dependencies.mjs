import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Whether node_modules holds what package-lock.json asks for (optional packages of other systems aside). */
export function dependenciesCurrent(root) {
  const installedFile = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages;
  return Object.entries(wanted).every(([name, entry]) => {
    if (name === '') return true;
    const found = installed[name];
    return found ? found.version === entry.version : Boolean(entry.optional || entry.peer);
  });
}

/** Installs what the lock file asks for, if it is not there. Exits with npm's own words when that fails. */
export function ensureDependencies(root) {
  if (dependenciesCurrent(root)) return;
  console.log('Installing dependencies …');
  const result = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) {
    console.error('npm could not install the dependencies: see its message above.');
    process.exit(result.status ?? 1);
  }
}
