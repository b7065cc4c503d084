import { expect, it } from "vitest";
import { openConfigText } from "../../src/index.ts";

const texts = {
  "a.yaml": "a: 1\n",
  "a.json": '{ "a": 1 }\n',
  "a.js": "export default { a: 1 };\n",
};

it.each(Object.entries(texts))("%s refuses a value that is no data", async (name, text) => {
  const config = await openConfigText({ name, text, stripTypes: (code) => code });
  // What a caller without types can hand over.
  const values: unknown[] = [Number.NaN, new Date(0), [new Map()], { b: () => 1 }];
  for (const value of values) {
    expect(await Reflect.apply(config.edit, config, [["a"], value])).toMatchObject({
      ok: false,
      reason: expect.stringContaining("no data"),
    });
  }
});

it("refuses to delete what a statement put into a constant, for it would stay", async () => {
  const text = "const users = {};\nusers.ann = { uid: 1 };\nexport default { users, hosts: {} };\n";
  const config = await openConfigText({ name: "a.js", text, stripTypes: (code) => code });
  expect(await config.edit(["users", "ann"], undefined)).toMatchObject({ ok: false });
  expect(await config.edit(["hosts", "mini"], undefined)).toMatchObject({ ok: true, text });
});
