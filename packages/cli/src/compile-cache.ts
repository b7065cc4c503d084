// Asked for when they are needed: an old Node has no way to, and must come as far as being told so.
const load = process.getBuiltinModule;

/**
 * Lets Node keep what it compiles, which halves the time of every later start. What lies in the
 * cache is run as it is; so it must be a folder that nobody else can write to, and never one
 * with a name to guess below /tmp, which is Node's own choice. Without such a folder there is no
 * cache. `NODE_COMPILE_CACHE` and `NODE_DISABLE_COMPILE_CACHE` have the last word.
 */
export function openCompileCache(environment: NodeJS.ProcessEnv): void {
  try {
    const folder = load("node:path").join(cacheFolder(environment), "compile");
    load("node:fs").mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (isOwn(folder)) load("node:module").enableCompileCache(folder);
  } catch {
    // A home that cannot be written to costs time, and nothing else.
  }
}

function cacheFolder(environment: NodeJS.ProcessEnv): string {
  const { isAbsolute, join } = load("node:path");
  const own = environment["FLEET_CACHE_DIR"];
  if (own !== undefined && isAbsolute(own)) return own;
  const shared = environment["XDG_CACHE_HOME"];
  const caches =
    shared !== undefined && isAbsolute(shared) ? shared : join(load("node:os").homedir(), ".cache");
  return join(caches, "fleet");
}

function isOwn(folder: string): boolean {
  const stats = load("node:fs").lstatSync(folder);
  const isMine = process.getuid === undefined || stats.uid === process.getuid();
  return stats.isDirectory() && isMine && (stats.mode & 0o022) === 0;
}
