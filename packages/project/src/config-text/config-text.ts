import type { ConfigSource, ConfigText } from "./config-text-types.ts";
import { readText, type TextReading } from "./reading/read-text.ts";
import type { TextTree } from "./tree/text-tree.ts";

/**
 * Opens the text of a declaration. JSON and YAML are parsed at once, for their values; what only
 * locating and editing need is loaded and read when it is first asked for.
 */
export async function openConfigText(source: ConfigSource): Promise<ConfigText> {
  return withTree(await readText(source));
}

function withTree(reading: TextReading): ConfigText {
  let tree: Promise<TextTree | undefined> | undefined;
  const takeTree = () => {
    tree ??= reading.readTree();
    return tree;
  };
  return {
    value: reading.value,
    problems: reading.problems,
    locate: async (path) => {
      const read = await takeTree();
      if (read === undefined) return undefined;
      return (await import("./tree/locate-path.ts")).locatePath(read, path);
    },
    edit: async (path, value, way = "set") => {
      const { editReading } = await import("./editing/edit-reading.ts");
      return editReading(reading, await takeTree(), { path, value, way });
    },
    editTogether: async (requests) => {
      const { editReadingTogether } = await import("./editing/edit-reading.ts");
      const asked = requests.map((one) => ({ ...one, way: one.way ?? "set" }));
      return editReadingTogether(reading, await takeTree(), asked);
    },
  };
}
