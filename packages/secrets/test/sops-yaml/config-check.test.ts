import { fc, it as law } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { type ConfigOnDisk, checkConfig } from "../../src/sops-yaml/config-check.ts";
import { renderSopsYaml } from "../../src/sops-yaml/sops-yaml.ts";
import { family, makeFleet, recipientOf, resolveMade } from "../support/fleet.ts";

const secrets = resolveMade(makeFleet(family)).value;
const wanted = renderSopsYaml(secrets, "sha256-0") ?? "";
const evil = recipientOf("evil");
const nameOfEvil = `${evil.slice(0, 12)}…${evil.slice(-8)}`;

function findingsOf(sopsYaml: string | undefined, more: Partial<ConfigOnDisk> = {}) {
  return [
    ...checkConfig(secrets, {
      files: [],
      sopsYaml,
      wantedSopsYaml: wanted,
      otherConfigs: [],
      ...more,
    }),
  ];
}
const messagesOf = (...args: Parameters<typeof findingsOf>) =>
  findingsOf(...args).map(({ code, message }) => `${code.replace("secrets/", "")}: ${message}`);

const rule = `  - path_regex: '^secrets/hosts/new\\.yaml$'\n    key_groups:\n      - age:\n          - ${evil}\n`;
const first = wanted.indexOf("  - path_regex");

describe("a .sops.yaml under fleet's header", () => {
  it("that is what fleet writes has no finding", () => {
    expect(findingsOf(wanted)).toEqual([]);
  });

  it.each<[string, string, string]>([
    [
      "a rule in front",
      wanted.slice(0, first) + rule + wanted.slice(first),
      `.sops.yaml has a rule for "^secrets/hosts/new\\\\.yaml$" that is not declared: by it, ${nameOfEvil} can read new files.`,
    ],
    [
      "a rule for every path at the end",
      `${wanted}  - age: ${evil}\n`,
      `.sops.yaml has a rule for every path that is not declared: by it, ${nameOfEvil} can read new files.`,
    ],
    [
      "a key more in a rule",
      wanted.replace("          - *host_mini\n", `          - *host_mini\n          - ${evil}\n`),
      `.sops.yaml is not what the declaration says about "secrets/hosts/mini.yaml": it adds ${nameOfEvil}.`,
    ],
    [
      "another key behind a name",
      wanted.replace(`&operator_recovery ${recipientOf("recovery")}`, `&operator_recovery ${evil}`),
      `it leaves out operator:recovery; it adds ${nameOfEvil}.`,
    ],
    [
      "stores",
      `${wanted}stores:\n  yaml:\n    indent: 2\n`,
      ".sops.yaml holds `stores`, which sops obeys",
    ],
    [
      "destinations",
      `${wanted}destination_rules: []\n`,
      ".sops.yaml holds `destination_rules`, which sops",
    ],
    [
      "a MAC of less",
      wanted.replace("    key_groups", "    mac_only_encrypted: true\n    key_groups"),
      "says `mac_only_encrypted` of",
    ],
    [
      "a comment",
      wanted.replace("keys:", "# mine\nkeys:"),
      'on line 4, there stands "# mine", where "keys:" belongs.',
    ],
    ["another order", moveFirstRuleBack(wanted), "was changed since fleet wrote it: on line"],
    ["a line more at the end", `${wanted}\n`, 'there stands "", where it should end.'],
    ["a line less", wanted.trimEnd(), "it ends too early."],
    ["another digest", wanted.replace("sha256-0", "sha256-1"), "on line 2, its digest is not that"],
    ["no digest", wanted.replace(/# "gen.*\n/, ""), "on line 2, its digest is not that"],
  ])("says what %s does", (_, text, message) => {
    const found = messagesOf(text);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^sops-yaml-drift: /);
    expect(found[0]).toContain(message);
  });

  it("with a second document or a line break of sops's alone says that, too", () => {
    const found = [`${wanted}---\n`, wanted.replace("keys:", "keys: # x\ry")].map((text) =>
      findingsOf(text).map(({ code }) => code),
    );
    const codes = ["secrets/ambiguous-sops-yaml", "secrets/sops-yaml-drift"];
    expect(found).toEqual([codes, codes]);
  });

  law.prop([fc.nat({ max: wanted.length }), fc.constantFrom(" ", "\n", "a", "-", "#", "\r", "*")])(
    "has an error for any byte that is put in",
    (at, piece) => {
      const text = wanted.slice(0, at) + piece + wanted.slice(at);
      expect(findingsOf(text).some(({ severity }) => severity === "error")).toBe(true);
    },
  );

  it("names the command that mends it: force where generate would refuse", () => {
    const stale = wanted.replace("          - *host_mini\n", "");
    const helpOf = (sopsYamlStamp: "intact" | "edited" | "foreign", more = {}) =>
      findingsOf(stale, { sopsYamlStamp, ...more })[0]?.help;
    expect(helpOf("intact")).toBe("Run `fleet generate`, then `fleet secrets sync`.");
    expect(helpOf("edited")).toContain("`fleet generate --force`");
    expect(helpOf("foreign")).toContain("`fleet generate --force`");
    expect(helpOf("foreign", { wantedSopsYaml: undefined })).toContain("Delete it");
  });

  it("that is out of date for many rules alike has one finding for them", () => {
    const travel = wanted.replaceAll("          - *host_travel\n", "");
    expect(messagesOf(travel)).toEqual([
      expect.stringMatching(
        /about "secrets\/hosts\/travel.*" and \d more: it leaves out host:travel\.$/,
      ),
    ]);
  });
});

describe("a .sops.yaml that people wrote", () => {
  const own = `creation_rules: [{ age: ${recipientOf("user keith")} }]\n`;

  it("is one finding, which names the command that adopts it", () => {
    expect(findingsOf(own)).toMatchObject([
      {
        code: "secrets/foreign-sops-yaml",
        file: ".sops.yaml",
        message: expect.stringMatching(/^\.sops\.yaml was written by hand: [^.]*\.$/),
        help: expect.stringContaining("`fleet secrets adopt`"),
      },
    ]);
  });

  it("is no finding where nothing is declared and nothing encrypted", () => {
    expect(findingsOf(own, { wantedSopsYaml: undefined })).toEqual([]);
  });

  it("and cannot be read for certain is said to be both", () => {
    expect(findingsOf(`${own}---\n`).map(({ code }) => code)).toEqual([
      "secrets/ambiguous-sops-yaml",
      "secrets/foreign-sops-yaml",
    ]);
  });
});

function moveFirstRuleBack(text: string): string {
  const [head = "", ...rules] = text.split(/(?=^ {2}- path_regex)/m);
  const [one = "", ...others] = rules;
  return head + others.join("") + one;
}
