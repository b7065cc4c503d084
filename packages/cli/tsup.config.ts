import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build, defineConfig, type Options } from "tsup";
import { bundleTypes } from "./scripts/editor-types.ts";
import { leaveOutCommands, leaveOutFront } from "./scripts/front-plugins.ts";
import { joinHotPath } from "./scripts/hot-path.ts";
import { listPackages, renderLicences } from "./scripts/licences.ts";

const metafile = "dist/metafile-esm.json";

const shared: Options = {
  format: "esm",
  platform: "node",
  target: "node22.18",
  dts: false,
  // One bundle starts in a third of the time of many small files, and brings no dependencies along.
  noExternal: [/.*/],
  removeNodeProtocol: false,
  esbuildOptions: (options) => {
    options.conditions = ["@fleet/source"];
    // For Node, yaml offers CommonJS alone, which asks for built-in modules in a way that no ES module can.
    options.alias = {
      yaml: fileURLToPath(new URL("../browser/index.js", import.meta.resolve("yaml"))),
    };
    // The licences of what is bundled stand in a file of their own.
    options.legalComments = "none";
  },
  plugins: [
    {
      // An import of a built-in module makes Node evaluate all that it could export, which takes up
      // to 5 ms for each; asked for in this way, it is there at once.
      name: "built-in modules",
      renderChunk: (code) => ({
        code: code.replace(
          /^import \{([^}]*)\} from ("node:[a-z_/]+");$/gm,
          (_, names: string, module: string) =>
            `const {${names.replaceAll(" as ", ": ")}} = process.getBuiltinModule(${module});`,
        ),
      }),
    },
    {
      // What esbuild shares between chunks are functions of its own, which main.js never calls: to load
      // them before the compile cache is open takes a millisecond of every start.
      name: "nothing before the cache",
      renderChunk: (code, { path }) =>
        path.endsWith("main.js")
          ? { code: code.replace(/^import "\.\/chunk-[A-Z0-9]+\.js";\n/gm, "") }
          : undefined,
    },
  ],
};

// What answers a command line that names no command. It shares no chunk with the commands, each of
// which would cost every start of these a millisecond or two.
const front: Options = {
  ...shared,
  config: false,
  entry: { front: "src/start/front.ts" },
  clean: false,
  splitting: false,
  esbuildPlugins: [leaveOutCommands],
};

export default defineConfig({
  ...shared,
  // `core` is what a config's import of @fleet/core resolves to.
  entry: { main: "src/main.ts", core: "src/core.ts" },
  clean: true,
  splitting: true,
  metafile: true,
  esbuildPlugins: [joinHotPath, leaveOutFront],
  onSuccess: async () => {
    const packages = listPackages(JSON.parse(readFileSync(metafile, "utf8")));
    writeFileSync("dist/THIRD-PARTY-LICENSES.txt", renderLicences(packages));
    rmSync(metafile);
    // What `fleet verify` gives to Nix.
    cpSync("../../nix/lib", "dist/nix/lib", { recursive: true });
    await build(front);
    // What `fleet editor` gives to editors.
    const { version } = JSON.parse(readFileSync("package.json", "utf8"));
    mkdirSync("dist/types", { recursive: true });
    writeFileSync("dist/types/core.d.ts", await bundleTypes(version));
  },
});
