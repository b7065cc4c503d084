import { globSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** As much of a plugin of esbuild as is needed here; esbuild is tsup's, and not ours to import. */
interface Build {
  onResolve(
    options: { filter: RegExp },
    resolve: (args: { path: string }) => object | undefined,
  ): void;
  onLoad(options: { filter: RegExp }, load: (args: { path: string }) => object | undefined): void;
}

const packages = fileURLToPath(new URL("../../", import.meta.url));
const hotPath = join(packages, "cli", "src", "command", "process.ts");

/** It is loaded first, to see that Node is new enough and to open the compile cache. */
const first = join(packages, "cli", "src", "main.ts");

/**
 * Makes one chunk of what every run needs. esbuild makes a chunk for each set of entries that need the
 * same modules, and every module that is imported lazily is an entry; each further chunk costs every
 * start a millisecond or two. So all entries are made to need what every run has loaded by then.
 */
export const joinHotPath = {
  name: "join the hot path",
  setup: (build: Build) => {
    const entries = new Set([join(packages, "cli", "src", "core.ts"), ...findLazyModules()]);
    entries.delete(hotPath);
    build.onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, ({ path }) => {
      if (!entries.has(path)) return undefined;
      const contents = `${readFileSync(path, "utf8")}\nimport ${JSON.stringify(hotPath)};\n`;
      return { contents, loader: "ts" };
    });
    // The package says that its modules do nothing when they are imported, so this would be dropped.
    build.onResolve({ filter: /[\\/]command[\\/]process\.ts$/ }, ({ path }) =>
      path === hotPath ? { path, sideEffects: true } : undefined,
    );
  },
};

/** The modules of the packages that are imported lazily, as absolute paths. */
function findLazyModules(): string[] {
  const files = globSync("*/src/**/*.ts", { cwd: packages }).map((file) => join(packages, file));
  return files
    .filter((file) => file !== first)
    .flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/\bimport\(\s*"([^"]+)"/g)].map(([, name = ""]) =>
        name.startsWith("@fleet/")
          ? join(packages, name.slice("@fleet/".length), "src", "index.ts")
          : resolve(dirname(file), name),
      ),
    );
}
