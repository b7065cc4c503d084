import { describe, expect, it } from "vitest";
import { readNamedKeys } from "../../src/adoption/named-keys.ts";
import { recipientOf } from "../support/fleet.ts";

const [ada, ben, mini] = ["ada", "ben", "mini"].map((name) => recipientOf(name));

describe("what a .sops.yaml calls its keys", () => {
  it("is the anchor, with what stands behind and above it", () => {
    const { keys } = readNamedKeys(`keys:
  # Admins
  - &ada ${ada} # her laptop
  - &ben ${ben}

  # Hosts
  # by ssh-to-age
  - &mini ${mini}
`);
    expect(keys).toEqual([
      {
        id: ada,
        name: "ada",
        comment: "her laptop",
        headings: ["Admins"],
        groups: ["keys"],
        line: 3,
      },
      { id: ben, name: "ben", comment: "", headings: ["Admins"], groups: ["keys"], line: 4 },
      {
        id: mini,
        name: "mini",
        comment: "",
        headings: ["Hosts by ssh-to-age"],
        groups: ["keys"],
        line: 8,
      },
    ]);
  });

  it("is told by the lists and mappings that it stands in", () => {
    const { keys, lists } = readNamedKeys(`keys:
  - &users:
    - &ada ${ada}
  - hosts:
      mini: ${mini}
  - &fingerprint 7088C7421873E0DB97FF17C2245CAB70B4C225E9
`);
    expect(keys.map(({ id, name, groups }) => [id, name, groups])).toEqual([
      [ada, "ada", ["users", "keys"]],
      [mini, "mini", ["hosts", "keys"]],
      ["pgp:7088C7421873E0DB97FF17C2245CAB70B4C225E9", "fingerprint", ["keys"]],
    ]);
    expect(lists).toEqual([{ name: "users", ids: [ada] }]);
  });

  it("follows anchors in anchors, and takes the later of two with one name", () => {
    const { lists } = readNamedKeys(`a: &a ${ada}
b: &list [*a, ${ben}]
c: &list [*list, ${mini}]
d: &all { age: *list }
`);
    expect(lists).toEqual([
      { name: "list", ids: [ada, ben] },
      { name: "list", ids: [ada, ben, mini] },
      { name: "all", ids: [ada, ben, mini] },
    ]);
  });

  it("passes over what was a key once, and what is one that nobody may see", () => {
    const { keys } = readNamedKeys(`keys:
  # People
  # - &ben ${ben}
  - &ada ${ada}
  - &bad AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ
`);
    expect(keys.map(({ name, headings }) => [name, headings])).toEqual([["ada", ["People"]]]);
  });

  it("is quickly told of lists that name each other, and of text that is no YAML", () => {
    const laughs = Array.from({ length: 30 }, (_, index) =>
      index === 0
        ? `l0: &l0 [${ada}]`
        : `l${index}: &l${index} [${`*l${index - 1}, `.repeat(9)}*l${index - 1}]`,
    ).join("\n");
    expect(readNamedKeys(laughs).lists.at(-1)).toEqual({ name: "l29", ids: [ada] });
    expect(readNamedKeys("a: [\n- }: &").keys).toEqual([]);
    expect(readNamedKeys("").keys).toEqual([]);
  });
});
