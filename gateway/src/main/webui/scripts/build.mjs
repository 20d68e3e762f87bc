// Builds the web UI into the folder given as argument. Installs packages only if the lock file changed since the last
// time, and builds only if a source changed, so that a Maven build without changes costs nothing here.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const target = resolve(process.argv[2] ?? join(root, 'dist'));
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

function run(...args) {
  execFileSync(npm, args, { cwd: root, stdio: 'inherit', env: { ...process.env, WEBUI_OUT: target } });
}

function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files.sort()) {
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');

const lock = hashOf([join(root, 'package-lock.json'), join(root, 'package.json')]);
const installed = join(root, 'node_modules', '.installed-lock');
if (read(installed) !== lock) {
  run('ci', '--no-audit', '--no-fund');
  writeFileSync(installed, lock);
}

const sources = ['src', 'public'].flatMap((folder) => filesIn(join(root, folder)));
const settings = ['index.html', 'vite.config.ts', 'tsconfig.json'].map((file) => join(root, file));
const state = `${target} ${lock} ${hashOf([...sources, ...settings])}`;
const built = join(root, 'node_modules', '.built-state');
if (read(built) !== state || !existsSync(join(target, 'index.html'))) {
  mkdirSync(target, { recursive: true });
  rmSync(built, { force: true });
  run('run', 'build');
  writeFileSync(built, state);
}
