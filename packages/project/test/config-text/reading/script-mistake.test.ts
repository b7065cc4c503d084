import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { findScriptMistake } from "../../../src/config-text/reading/script-mistake.ts";
import { stripTypes } from "../open-text.ts";

function find(text: string, name = "fleet.config.ts") {
  return findScriptMistake({ name, text, stripTypes });
}

describe("a mistake in a script", () => {
  it.each([
    "export default {\n  users: {\n};\n",
    "export default {\n  users: { keith: { uid 1 } },\n};\n",
    "export default {\n  users: [1, 2\n  hosts: {},\n};\n",
    'export default {\n  a: "text,\n  b: 1,\n};\n',
    "export default defineFleet({\n  users: {},\n;\n",
    "const a = 1;\nconst a = 2;\nexport default a;\n",
    "export default { a: 08n };\n",
    "export default {\n  a: await = 1,\n};\n",
    "let x = ;\n",
  ])("is found on the line that Node names: %j", async (text) => {
    const { stderr } = spawnSync(process.execPath, ["--check", "--input-type=module", "-"], {
      input: text,
      encoding: "utf8",
    });
    const line = Number(/^\[stdin\]:(\d+)$/m.exec(stderr)?.[1]);
    const mistake = await find(text);
    expect(text.slice(0, mistake?.offset).split("\n")).toHaveLength(line);
    expect(mistake?.message).not.toMatch(/\(\d/);
  });

  it("is found where a text begins that does not end", async () => {
    expect(await find("export default {\n  a: `text,\n};\n")).toMatchObject({ offset: 23 });
  });

  it("is none in a module with types", async () => {
    expect(
      await find("const a: number = 1;\nexport default { a } satisfies object;\n"),
    ).toBeUndefined();
    expect(await find("\ufeffexport default {};\n", "fleet.config.js")).toBeUndefined();
  });
});
