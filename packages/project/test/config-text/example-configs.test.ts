import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ConfigPath, Json } from "../../src/index.ts";
import { dataOf, evaluate } from "./evaluate.ts";
import { edited, openText } from "./open-text.ts";

const root = join(import.meta.dirname, "../../../..");
const names = globSync("{examples,templates}/*/fleet.config.ts", { cwd: root }).sort();
const configs = names.map((name) => [name, readFileSync(join(root, name), "utf8")] as const);

/** All paths of a value, with what stands there. */
function* walk(value: unknown, path: ConfigPath = []): Generator<readonly [ConfigPath, unknown]> {
  yield [path, value];
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    yield* walk(inner, [...path, Array.isArray(value) ? Number(key) : key]);
  }
}

/** The lines that another text does not have. */
function addedLines(before: string, after: string): string {
  const had = new Set(before.split("\n"));
  return after
    .split("\n")
    .filter((line) => !had.has(line))
    .join("\n");
}

const user: Json = { fullName: "New Person", uid: 1234, sshKeys: [{ file: "keys/new.pub" }] };
const host: Json = {
  system: "aarch64-linux",
  formFactor: "laptop",
  features: ["base", "ssh-known-hosts", "desktop"],
  users: { new: { uid: 501 } },
  sshHostKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJaDO1tkixLEjIk5xiPiwRp new",
};

describe("the examples and the templates", () => {
  it("are twelve", () => {
    expect(names).toHaveLength(12);
  });

  it.each(configs)(
    "%s: every path is found, and what stands there is its value",
    async (_, text) => {
      const config = await openText(text, "ts");
      for (const [path, value] of walk(await evaluate(text, "ts"))) {
        const place = await config.locate(path);
        expect(place?.isExact).toBe(true);
        const source = text.slice(place?.value.start, place?.value.end);
        expect(await evaluate(`export default ${source}`, "ts")).toEqual(value);
        const key = text.slice(place?.key?.start, place?.key?.end);
        if (place?.key !== undefined) expect(key.replaceAll('"', "")).toBe(path.at(-1));
      }
    },
  );

  it.each(configs)("%s: a user and a host are added, and taken out again", async (_, text) => {
    const withUser = await edited(text, "ts", ["users", "new"], user);
    const withHost = await edited(withUser, "ts", ["hosts", "new-host"], host);
    expect(await evaluate(withHost, "ts")).toMatchObject({
      users: { new: user },
      hosts: { "new-host": host },
    });
    expect(addedLines(text, withHost)).toMatchSnapshot();
    const withoutUser = await edited(withHost, "ts", ["users", "new"], undefined);
    expect(await edited(withoutUser, "ts", ["hosts", "new-host"], undefined)).toBe(text);
  });

  it.each(configs)("%s: every scalar is changed, and set back", async (_, text) => {
    for (const [path, value] of walk(await evaluate(text, "ts"))) {
      if (typeof value === "object" && value !== null) continue;
      const changed = await edited(text, "ts", path, "it's new");
      expect(changed).not.toBe(text);
      expect(await edited(changed, "ts", path, dataOf(value))).toBe(text);
    }
  });

  it.each(configs)("%s: every value but the whole is deleted", async (_, text) => {
    for (const [path] of walk(await evaluate(text, "ts"))) {
      if (path.length === 0) continue;
      await edited(text, "ts", path, undefined);
    }
  });
});
