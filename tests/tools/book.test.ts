import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { dependenciesCurrent } from '../../tools/lib/dependencies.mjs';

const book = (args: string[], options: string[] = []) =>
  spawnSync(process.execPath, [...options, 'tools/book.mjs', ...args], { encoding: 'utf8', timeout: 20_000 });

test('an old Node is told which is needed', () => {
  const pretend = "data:text/javascript,Object.defineProperty(process.versions,'node',{value:'18.19.0'})";
  const { status, stderr } = book([], ['--import', pretend]);
  expect(status).toBe(1);
  expect(stderr).toContain('Node 20.9 or newer');
  expect(stderr).toContain('18.19.0');
});

test('a port that is no port is refused with words', () => {
  const { status, stderr } = book(['--port', 'eighty']);
  expect(status).toBe(1);
  expect(stderr).toContain('“eighty”');
});

test('an unknown option is refused with the usage', () => {
  const { status, stderr } = book(['--prot', '80']);
  expect(status).toBe(1);
  expect(stderr).toContain('Usage: npm run book');
});

test('what is installed is what the lock file asks for', () => {
  expect(dependenciesCurrent(process.cwd())).toBe(true);
});
