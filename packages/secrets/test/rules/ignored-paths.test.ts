import { fc, it as law } from "@fast-check/vitest";
import { parseFleet, resolveFleet } from "@fleet/core";
import { describe, expect, it } from "vitest";
import { createIgnoreFinder, type IgnoredPaths } from "../../src/rules/ignored-paths.ts";
import { createPathTest, parsePattern } from "../../src/rules/path-pattern.ts";
import { resolveSecrets } from "../../src/rules/resolve-secrets.ts";
import { resolveWiring } from "../../src/wiring/wiring.ts";
import { recipientOf } from "../support/fleet.ts";

/** A fleet with a host secret from its usual file, and what is said of these `secrets`. */
function find(secrets: object) {
  const { value: fleet, diagnostics } = parseFleet({
    users: { ada: { isAdmin: true, uid: 1000, fullName: "Ada", ageKeys: [recipientOf("ada")] } },
    hosts: {
      mini: {
        system: "x86_64-linux",
        stateVersion: "25.05",
        users: ["ada"],
        ageKey: recipientOf("mini"),
        secrets: { wifi: {}, vpn: {} },
      },
    },
    operators: { recovery: { ageKeys: [recipientOf("recovery")] } },
    secrets,
  });
  if (fleet === undefined) throw new Error(diagnostics.map(({ message }) => message).join());
  const files = { files: new Set<string>(), tracked: undefined, contents: new Map() };
  const { value: resolved } = resolveFleet(fleet, files);
  return [
    ...resolveSecrets(fleet, resolved).diagnostics,
    ...resolveWiring(fleet, resolved).diagnostics,
  ];
}

const said = (secrets: object) =>
  find(secrets).map(({ code, severity, path, message }) => [
    `${severity} ${code} ${path.join(".")}`,
    message,
  ]);

describe("files that another tool owns", () => {
  it("are named by paths from the root, also beside what rules are about", () => {
    expect(
      said({ ignore: ["vars/**", "sops/*/x.json", "secrets/hosts/other.yaml", "**/*.key"] }),
    ).toEqual([]);
  });

  it.each([
    ["^vars/.*$", "path-looks-like-regex", "It looks like a regular expression."],
    ["vars/.*", "path-looks-like-regex", "It looks like a regular expression."],
    ["", "bad-path", "It is empty."],
    ["/etc/**", "bad-path", "It is not relative to the fleet's root."],
    ["../vars/**", "bad-path", 'It leaves the fleet\'s root with "..".'],
    ["vars/{host}/**", "bad-path", "It holds a brace, which stands for nothing here."],
    ["vars/a**", "bad-path", '"**" stands for whole folders: between two "/", or at an end.'],
  ])("are not named by %j", (text, code, why) => {
    expect(said({ ignore: ["vars/**", text] })).toEqual([
      [
        `error secrets/${code} secrets.ignore.1`,
        `${JSON.stringify(text)} cannot be ignored. ${why}`,
      ],
    ]);
  });

  it("are not those that declared secrets come from, each file told once", () => {
    expect(said({ ignore: ["vars/**", "secrets/hosts/**"] })).toEqual([
      [
        "error secrets/ignored-secret secrets.ignore.1",
        '"secrets/hosts/**" cannot be ignored. It ignores "secrets/hosts/mini.yaml", which the secret "vpn" of host:mini comes from.',
      ],
    ]);
  });

  it("are not all that a declared rule is about, whoever it stands for", () => {
    const files = [
      { path: "vars/one.yaml", readers: ["admins"] },
      { path: "vars/{host}/**", readers: ["admins"] },
      { path: "**/*.yaml", readers: ["admins"] },
    ];
    const ignored = (template: string) => [
      "error secrets/ignored-secret secrets.ignore.0",
      `"vars/**" cannot be ignored. It ignores what the rule for "${template}" is about.`,
    ];
    expect(said({ ignore: ["vars/**"], files })).toEqual([
      ignored("vars/one.yaml"),
      ignored("vars/{host}/**"),
    ]);
  });
});

const name = fc.constantFrom("a", "b", "a.yaml", "*", "*.yaml");
const patterns = fc.array(
  fc.tuple(fc.array(name, { minLength: 1, maxLength: 2 }), fc.constantFrom("", "/**")),
  { maxLength: 4 },
);
const paths = fc.array(fc.constantFrom("a", "b", "a.yaml", "c"), { minLength: 1, maxLength: 3 });

law.prop([patterns, paths])(
  "what is ignored is what one of the entries matches as rules do",
  (made, names) => {
    const texts = made.map(([segments, end]) => segments.join("/") + end);
    const entries = texts.map(
      (text, index): IgnoredPaths => ({
        pattern: parsePattern(text),
        origin: ["secrets", "ignore", index],
      }),
    );
    const path = names.join("/");
    const first = texts.findIndex((text) => createPathTest(parsePattern(text))(path));
    expect(createIgnoreFinder(entries)(path)).toBe(entries[first]);
  },
);
