import { defineConfig } from "tsup";

export default defineConfig({
  // `core` is what a config's import of @fleet/core resolves to.
  entry: { main: "src/main.ts", core: "src/core.ts" },
  format: "esm",
  platform: "node",
  target: "node22.18",
  clean: true,
  dts: false,
  splitting: true,
  // One bundle starts in a third of the time of many small files, and brings no dependencies along.
  noExternal: [/.*/],
  esbuildOptions: (options) => {
    options.conditions = ["@fleet/source"];
    options.legalComments = "none";
  },
  removeNodeProtocol: false,
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
  ],
});
