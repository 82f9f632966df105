// Runs on very old versions of Node too: no syntax newer than modules.
export function requireNode() {
  const parts = process.versions.node.split('.');
  const ok = Number(parts[0]) > 20 || (Number(parts[0]) === 20 && Number(parts[1]) >= 9);
  if (ok) return;
  console.error(`The book needs Node 20.9 or newer; this is Node ${process.versions.node}.`);
  console.error(
    'Install a current version (for example with your package manager or nvm) and run the command again.',
  );
  process.exit(1);
}
