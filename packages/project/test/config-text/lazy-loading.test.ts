import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";

it("opening a config loads no parser and no editor before a place or an edit is asked for", () => {
  const script = `
    import { openConfigText } from "./src/index.ts";
    import { registerHooks } from "node:module";
    const loaded = [];
    registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
    const stripTypes = (text) => text;
    for (const [name, text] of [["a.ts", "export default {}"], ["a.json", "{}"]]) {
      await openConfigText({ name, text, stripTypes });
    }
    const atFirst = loaded.length;
    await (await openConfigText({ name: "a.js", text: "export default {}", stripTypes })).locate([]);
    console.log(JSON.stringify([atFirst, loaded.some((url) => url.includes("acorn"))]));
  `;
  const node = spawnSync(
    process.execPath,
    ["--conditions=@fleet/source", "--input-type=module", "-e", script],
    {
      cwd: new URL("../..", import.meta.url),
      encoding: "utf8",
    },
  );
  expect(node.stderr).not.toMatch(/Error/);
  expect(JSON.parse(node.stdout)).toEqual([0, true]);
});
