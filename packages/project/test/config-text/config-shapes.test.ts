import { describe, expect, it } from "vitest";
import { editedScripts, refusedScripts, type Shape } from "./config-shapes.ts";
import { editedData, refusedData } from "./data-shapes.ts";
import { evaluate } from "./evaluate.ts";
import { openText } from "./open-text.ts";
import { valueAt } from "./written-text.ts";

async function edit({ ending, text, path, value, way }: Shape) {
  const config = await openText(text, ending);
  return { edit: await config.edit(path, value, way), place: await config.locate(path) };
}

const edited = [...editedScripts, ...editedData].map((shape) => [shape.name, shape] as const);
const refused = [...refusedScripts, ...refusedData].map((shape) => [shape.name, shape] as const);

describe("a config with", () => {
  it.each(edited)("%s is edited", async (_, shape) => {
    const { edit: result } = await edit(shape);
    expect(result).toMatchObject({ ok: true, text: shape.edited });
    if (/\benum\b/.test(shape.text)) return;
    const after = valueAt(await evaluate(shape.edited ?? "", shape.ending), shape.path);
    if (shape.way === "append") expect(Array.isArray(after) && after.at(-1)).toEqual(shape.value);
    else expect(after).toEqual(shape.value);
  });

  it.each(refused)("%s is not edited, but says what to write where", async (_, shape) => {
    const { edit: result, place } = await edit(shape);
    expect(result).toMatchObject({ ok: false, insert: shape.insert });
    const { reason = "", place: at } = result.ok ? {} : result;
    expect(reason).toMatch(shape.because ?? /./);
    // The place is one that the path leads through, if it leads anywhere.
    if (place === undefined) return;
    expect(at?.start).toBeDefined();
  });

  it("nothing that is written twice changes with what is not there", async () => {
    const text = "export default { users: { keith: {} } };\n";
    const config = await openText(text, "ts");
    const unchanged = { ok: true, text, changes: [] };
    expect(await config.edit(["users", "traci"], undefined)).toEqual(unchanged);
    expect(await config.edit(["users"], { keith: {} })).toEqual(unchanged);
  });
});
