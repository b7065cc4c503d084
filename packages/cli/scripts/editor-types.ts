import { rollup } from "rollup";
import { dts } from "rollup-plugin-dts";

/**
 * All that a config can import from `@fleet/core`, with the types behind it, in one text that imports nothing:
 * what `fleet editor` writes. The first line tells a later command the version.
 */
export async function bundleTypes(version: string): Promise<string> {
  const bundle = await rollup({
    input: "src/core.ts",
    plugins: [
      dts({
        tsconfig: "tsconfig.json",
        respectExternal: true,
        compilerOptions: {
          noEmit: false,
          // The plugin takes a package that it is not told of for one that stays outside.
          paths: { "@fleet/*": ["../*/src/index.ts"] },
        },
      }),
    ],
    onLog: (_, { message }) => {
      throw new Error(`The types cannot be bundled: ${message}`);
    },
  });
  const { output } = await bundle.generate({ format: "es" });
  const [{ code, imports }] = output;
  if (imports.length > 0) throw new Error(`The types import ${imports.join(", ")}.`);
  const head = `// The types of @fleet/core ${version}, for editors: \`fleet editor\` writes this file, and renews it.\n\n`;
  return `${head}${code}`;
}
