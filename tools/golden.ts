/**
 * npm run golden -- DIR [DIR …]: runs every golden case and trace under the folders through the kernels, prints one
 * line per family and the totals, and exits with 1 when anything failed. Without a folder: tests/golden.
 */
import { fileURLToPath } from 'node:url';
import { runGolden, summary } from './golden/run';

const given = process.argv.slice(2);
if (given.includes('--help') || given.includes('-h')) {
  console.log(
    'npm run golden -- DIR [DIR …]    compares golden cases with the kernels (default: tests/golden)',
  );
} else {
  const folders = given.length > 0 ? given : [fileURLToPath(new URL('../tests/golden', import.meta.url))];
  const { lines, failed } = summary(runGolden(folders));
  for (const line of lines) console.log(line);
  process.exitCode = failed > 0 ? 1 : 0;
}
