import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** As much of a plugin of esbuild as is needed here; esbuild is tsup's, and not ours to import. */
interface Build {
  onResolve(
    options: { filter: RegExp },
    resolve: (args: Resolution) => object | undefined | Promise<object | undefined>,
  ): void;
  onLoad(options: { filter: RegExp }, load: (args: { path: string }) => object | undefined): void;
  resolve(path: string, options: object): Promise<{ path: string }>;
}

interface Resolution {
  readonly kind: string;
  readonly path: string;
  readonly pluginData?: unknown;
}

const hotPath = fileURLToPath(new URL("../src/process.ts", import.meta.url));

/** These run before the compile cache is open, and must not load anything else by then. */
const firstFiles = /[\\/]src[\\/](main|compile-cache)\.ts$/;

/**
 * Makes one chunk of what every run needs. esbuild makes a chunk for each set of entries that need the
 * same modules, and every module that is imported lazily is an entry; each further chunk costs every
 * start a millisecond or two. So all entries are made to need what every run has loaded by then.
 */
export const joinHotPath = {
  name: "join the hot path",
  setup: (build: Build) => {
    const entries = new Set<string>();
    build.onResolve({ filter: /^(\.|src\/core|@fleet\/)/ }, async (args) => {
      const { kind, path, ...rest } = args;
      const isEntry = kind === "dynamic-import" || kind === "entry-point";
      if (!isEntry || rest.pluginData === joinHotPath) return undefined;
      const found = await build.resolve(path, { ...rest, kind, pluginData: joinHotPath });
      entries.add(found.path);
      return found;
    });
    build.onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, ({ path }) => {
      if (!entries.has(path) || path === hotPath || firstFiles.test(path)) return undefined;
      const contents = `${readFileSync(path, "utf8")}\nimport ${JSON.stringify(hotPath)};\n`;
      return { contents, loader: "ts" };
    });
    // The package says that its modules do nothing when they are imported, so this would be dropped.
    build.onResolve({ filter: /[\\/]src[\\/]process\.ts$/ }, ({ path }) =>
      path === hotPath ? { path, sideEffects: true } : undefined,
    );
  },
};
