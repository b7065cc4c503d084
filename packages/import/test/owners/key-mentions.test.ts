import { describe, expect, it } from "vitest";
import { findMentions } from "../../src/owners/key-mentions.ts";
import { recipientOf } from "../support/keys.ts";

const [ada, ben] = ["ada", "ben"].map(recipientOf) as [string, string];

function find(text: string, path = "keys.nix") {
  const found = findMentions(text, path, new Set([ada, ben]));
  return found.map(({ name, kind, isGuess }) => [
    name,
    kind,
    ...(isGuess === true ? ["guess"] : []),
  ]);
}

describe("what a file calls keys by", () => {
  it.each<[string, string, unknown[]]>([
    ["a line of Nix", `{ ada = "${ada}"; }`, [["ada", null]]],
    ["a path of attributes", `users.users.ada.ageKey = "${ada}";`, [["ada", "user", "guess"]]],
    ["a set", `{\n  hosts = {\n    mini = "${ada}";\n  };\n}`, [["mini", "host"]]],
    ["a list", `{\n  users = {\n    ada = [\n      "${ada}"\n    ];\n  };\n}`, [["ada", "user"]]],
    [
      "JSON",
      JSON.stringify({ machines: { "web.example.org": ada } }, null, 2),
      [["web.example.org", "host"]],
    ],
    [
      "JSON on one line",
      JSON.stringify({ a: ada, b: ben }),
      [
        ["a", null],
        ["b", null],
      ],
    ],
    [
      "YAML",
      `admins:\n  ada: ${ada}\n  ben: ${ben}\n`,
      [
        ["ada", "user"],
        ["ben", "user"],
      ],
    ],
    ["TOML", `[x]\nada = "${ada}"\n`, [["ada", null]]],
    ["nothing", `"${ada}" "${ben}"`, []],
    ["another key", `{ eve = "${recipientOf("eve")}"; }`, []],
  ])("is told by %s", (_, text, expected) => {
    expect(find(text)).toEqual(expected);
  });

  it("is the name of the folder where a file holds one key alone", () => {
    expect(find(ada, "hosts/mini/ssh_host_ed25519_key.pub")).toEqual([["mini", "host", "guess"]]);
    expect(find(ada, "users/ada.pub")).toEqual([["ada", "user", "guess"]]);
    expect(find(ada, "secrets/keys.txt")).toEqual([]);
  });

  it("takes no longer for a line that is made to take long", () => {
    const long = `${'a."b.'.repeat(3000)}${ada} = ${ada}`;
    expect(find(`${long}\n${" ".repeat(10_000)}x = ${ada}`)).toBeDefined();
    expect(find(`${`${"x".repeat(200)}.`.repeat(90)}= "${ada}"`)).toHaveLength(1);
  });
});
