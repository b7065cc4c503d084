import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { renderJsonSchema } from "../../scripts/json-schema.ts";
import { parseFleet } from "../../src/index.ts";

const file = new URL("../../schema/fleet.schema.json", import.meta.url);
const published: unknown = JSON.parse(readFileSync(file, "utf8"));

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What stands in the schema at a path of keys. */
function at(...keys: readonly (string | number)[]): unknown {
  return keys.reduce<unknown>((value, key) => Reflect.get(Object(value), key), published);
}

/** Every schema in the schema that describes an object with known keys. */
function objectsIn(value: unknown): Readonly<Record<string, unknown>>[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  if (!isObject(value)) return [];
  const inner = Object.values(value).flatMap(objectsIn);
  return isObject(value["properties"]) && value["type"] === "object" ? [value, ...inner] : inner;
}

describe("the published JSON Schema", () => {
  // Reading the types of the declaration takes the compiler a moment.
  it("is what the declaration's schema and types say now", { timeout: 30_000 }, () => {
    expect(JSON.parse(renderJsonSchema())).toEqual(published);
  });

  it("is one of draft 2020-12 with a name of its own", () => {
    expect(at("$schema")).toBe("https://json-schema.org/draft/2020-12/schema");
    expect(at("$id")).toBe("urn:fleet:schema:declaration:1");
    expect(at("required")).toEqual(["users", "hosts"]);
  });

  it("knows the keys that a misspelt one is corrected to", () => {
    const known = Object.keys(Object(at("properties")));
    expect(known.length).toBeGreaterThan(10);
    for (const key of known) {
      const { diagnostics } = parseFleet({ users: {}, hosts: {}, [`${key}x`]: 1 });
      expect(diagnostics.map(({ help }) => help)).toContain(`Did you mean "${key}"?`);
    }
  });

  it("takes no key that it does not describe", () => {
    const objects = objectsIn(published);
    expect(objects.length).toBeGreaterThan(15);
    for (const object of objects) expect(object["additionalProperties"]).toBe(false);
  });

  it("has the prose of the declaration's types", () => {
    const user = ["properties", "users", "additionalProperties", "properties"] as const;
    expect(at(...user, "fullName", "description")).toMatch(/^The person's name/);
    expect(at(...user, "isAdmin")).toEqual({
      description:
        "Whether the account may become root: on NixOS it is in `wheel`, and may use sudo. Default: false.",
      type: "boolean",
    });
    const placement = [...user, "hosts", "anyOf", 1, "additionalProperties", "properties"] as const;
    expect(at(...placement, "shell", "description")).toBe(at(...user, "shell", "description"));
    expect(at("properties", "layout", "anyOf", 1, "properties", "host", "description")).toMatch(
      /^The system module of a host/,
    );
  });

  it("describes every section", () => {
    for (const [key, schema] of Object.entries(Object(at("properties")))) {
      expect([key, typeof Reflect.get(Object(schema), "description")]).toEqual([key, "string"]);
    }
  });
});
