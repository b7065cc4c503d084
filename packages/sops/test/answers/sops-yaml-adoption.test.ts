import { openProject, writeFleet } from "@fleet/project";
import { describe, expect, it } from "vitest";
import { adoptSopsYaml, guessOwner } from "../../src/index.ts";
import { declaration, encryptedFor, keys, worldOf } from "../support/memory-fleet.ts";

const handwritten = `keys:
  - &admin_keith ${keys.keith}
  - &traci ${keys.traci}
creation_rules:
  - path_regex: ^secrets/ours\\.yaml$
    key_groups:
      - age: [*admin_keith, *traci]
  - path_regex: ^old/.*$
    age: *traci
`;
const files = {
  ".sops.yaml": handwritten,
  "secrets/ours.yaml": encryptedFor("keith", "traci"),
  "old/a.yaml": encryptedFor("traci"),
};

describe("adoptSopsYaml", () => {
  it("says rule by rule what the declaration reproduces, and what would reproduce them all", async () => {
    const { value, diagnostics } = adoptSopsYaml(await openProject(worldOf(files)));
    expect(diagnostics).toEqual([]);
    expect(value?.adoption.rules.map((rule) => [rule.files, rule.differences.length])).toEqual([
      [["secrets/ours.yaml"], 0],
      [["old/a.yaml"], 1],
    ]);
    expect(value?.adoption.proposal).toMatchObject([
      { path: "secrets/ours.yaml", readers: ["user:keith", "user:traci"] },
      { readers: ["user:traci"] },
    ]);
    expect(value).toMatchObject({ keyless: [], unproven: [] });
  });

  it("says who has no key yet, and which anchors the keys of nobody have", async () => {
    const { ageKeys: _, ...traci } = declaration.users.traci;
    const { secrets: __, ...others } = declaration;
    const declared = { ...others, users: { ...declaration.users, traci } };
    const { value } = adoptSopsYaml(await openProject(worldOf(files, declared)));
    expect(value?.keyless).toEqual(["user:traci"]);
    expect(value?.adoption.unnamed).toEqual([keys.traci]);
    expect(value?.anchors.get(keys.traci)).toBe("traci");
    expect(value && guessOwner(value, keys.traci)).toBe("user:traci");
    expect(value && guessOwner(value, keys.keith)).toBeUndefined();
  });

  it("has nothing to adopt where fleet wrote the file, or nobody did", async () => {
    const world = worldOf();
    const before = await openProject(world);
    expect(adoptSopsYaml(before)).toMatchObject({
      value: undefined,
      diagnostics: [{ code: "cli/unknown-file", message: expect.stringContaining("There is no") }],
    });
    await writeFleet(before, { isForced: false, isWriting: true });
    expect(adoptSopsYaml(await openProject(world))).toMatchObject({
      value: undefined,
      diagnostics: [{ code: "cli/unknown-file", file: ".sops.yaml" }],
    });
  });

  it("reports a file that sops could not read, and says nothing of a broken fleet", async () => {
    const torn = worldOf({ ".sops.yaml": "creation_rules: [\n" });
    expect(adoptSopsYaml(await openProject(torn)).diagnostics).toMatchObject([
      { code: "secrets/bad-sops-yaml" },
    ]);
    const refused = `creation_rules:\n  - age: [{ a: ${keys.keith} }]\n`;
    const { value, diagnostics } = adoptSopsYaml(
      await openProject(worldOf({ ".sops.yaml": refused })),
    );
    expect(value).toBeUndefined();
    expect(diagnostics).toMatchObject([{ code: "secrets/bad-sops-yaml" }]);
    const broken = worldOf(files, { ...declaration, users: 7 });
    expect(adoptSopsYaml(await openProject(broken))).toEqual({ value: undefined, diagnostics: [] });
  });
});
