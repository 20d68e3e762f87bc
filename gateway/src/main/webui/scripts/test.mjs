// Runs the web UI's tests, unless one of the arguments (Maven's properties for skipping tests) is "true".
import { execFileSync } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

if (!process.argv.slice(2).includes('true')) {
  const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  execFileSync(npm, ['test'], { cwd: root, stdio: 'inherit' });
}
