import { describe, expect, it } from "vitest";
import { readAnchoredReaders } from "../../src/adoption/anchored-readers.ts";
import { renderSopsYaml } from "../../src/sops-yaml/sops-yaml.ts";
import { family, makeFleet, recipientOf, resolveMade } from "../support/fleet.ts";

const pgp = "FBC7B9E2A4F9289AC0C1D4843D16CEE4A27381B4";

describe("the readers that a generated .sops.yaml names", () => {
  it("are those of the declaration, each with all keys", () => {
    const users = { ada_2: [recipientOf("ada2")], ben: [recipientOf("b1"), recipientOf("b2")] };
    const rules = [{ path: "a.yaml", readers: ["user:ada_2", "user:ben"] }];
    const operators = { pgp: [`pgp:${pgp}`] };
    const made = makeFleet({ ...family, users, rules, operators });
    const { value } = resolveMade(made);
    const readers = readAnchoredReaders(renderSopsYaml(value) ?? "");
    expect(readers.get(`pgp:${pgp}`)).toBe("operator:pgp");
    for (const [id, owner] of value.keyring.owners) {
      if (readers.has(id)) expect(readers.get(id)).toBe(owner);
    }
    expect(readers.get(recipientOf("b2"))).toBe("user:ben");
    expect(readers.get(recipientOf("ada2"))).toBe("user:ada_2");
  });

  it("are told apart where their anchors are alike, and nobody where nothing tells them", () => {
    const users = {
      keith: [recipientOf("k1")],
      keith_2: [recipientOf("k2")],
      "ben.x": [recipientOf("b1")],
      ben_x: [recipientOf("b2")],
    };
    const readersOfRule = Object.keys(users).map((id) => `user:${id}`);
    const rules = [{ path: "a.yaml", readers: readersOfRule, operators: false }];
    const { value } = resolveMade(makeFleet({ ...family, users, rules, defaultRules: false }));
    const text = renderSopsYaml(value) ?? "";
    const readers = readAnchoredReaders(text);
    expect([...readers].sort()).toEqual(
      Object.entries(users)
        .map(([id, [key = ""]]) => [key, `user:${id}`])
        .sort(),
    );
    const without = readAnchoredReaders(text.replaceAll(/ #user.*| # user.*/g, ""));
    expect(without.has(recipientOf("k2"))).toBe(false);
  });

  it("are called by their anchors as they are where somebody else wrote the file", () => {
    const text = "keys:\n  - &admin_ben age1ben\n  - age1other\n";
    expect([...readAnchoredReaders(text)]).toEqual([["age1ben", "admin_ben"]]);
    expect([...readAnchoredReaders("{")]).toEqual([]);
  });
});
