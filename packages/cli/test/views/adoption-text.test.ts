import type { AdoptedRule, SopsYamlDifference } from "@fleet/secrets/internal";
import type { AdoptionReport } from "@fleet/sops";
import { describe, expect, it } from "vitest";
import { renderAdoption } from "../../src/views/secrets/adoption-text.ts";
import { keyring, statusOf, stranger } from "./sample-secrets.ts";

const none: AdoptionReport = {
  adoption: {
    rules: [],
    unruled: [],
    unnamed: [],
    proposal: [],
    undeclarable: [],
    unusable: [],
    others: [],
  },
  keyring,
  anchors: new Map(),
  keyless: [],
  kept: {},
  unproven: [],
};

function adopt(
  files: readonly string[],
  differences: readonly Partial<SopsYamlDifference>[] = [],
): AdoptedRule {
  const rule = {
    index: 0,
    line: 4,
    pathRegex: "^secrets/",
    regex: undefined,
    prefix: "",
    groups: [],
    threshold: undefined,
    cryptRule: undefined,
    others: [],
  };
  const declared = statusOf("", []).rule;
  const same = { rule: declared, missing: [], extra: [], isShapeOther: false };
  const pick = { kind: "none" } as const;
  return {
    rule,
    files,
    differences: differences.map((one) => ({ path: "secrets/a", pick, ...same, ...one })),
    lost: undefined,
    withheld: [],
    bystander: undefined,
  };
}

const head = ".sops.yaml:4  ^secrets/";
const render = (
  adoption: Partial<AdoptionReport["adoption"]>,
  more = {},
  kind: "script" | "json" | "yaml" = "script",
) =>
  renderAdoption({ ...none, ...more, adoption: { ...none.adoption, ...adoption } }, kind)
    .replace(/\n\n(?:When the|Every file).*\n$/, "\n")
    .split("\n");

describe("a rule of a .sops.yaml", () => {
  const everyPath = adopt([]);
  it.each<{ what: string; rule: AdoptedRule; lines: readonly string[] }>([
    {
      what: "without files",
      rule: adopt([]),
      lines: [head, "  no file, so that nothing is proposed"],
    },
    {
      what: "for every path",
      rule: { ...everyPath, rule: { ...everyPath.rule, pathRegex: undefined } },
      lines: [".sops.yaml:4  every path", "  no file, so that nothing is proposed"],
    },
    {
      what: "that the declaration reproduces",
      rule: adopt(["secrets/a"]),
      lines: [head, "  1 file, to which the declaration gives the same readers"],
    },
    {
      what: "that differs",
      rule: adopt(
        ["a", "b", "c", "d"],
        [
          { path: "a", missing: ["age1ana"], extra: ["age1keith", stranger] },
          { path: "b\u001b", isShapeOther: true },
          { path: "c", rule: undefined, extra: ["age1keith"] },
        ],
      ),
      lines: [
        head,
        "  4 files, of which the declaration gives other readers to 3",
        "  a: the declaration adds user:ana; the declaration leaves out user:keith, age1yt3tfqlf…tqdpszlw",
        "  b\\u{1b}: other groups, threshold or encrypted values",
        "  c: the declaration has no rule for it",
      ],
    },
    {
      what: "that differs for many files",
      rule: adopt(
        ["secrets/a"],
        Array.from({ length: 12 }, () => ({})),
      ),
      lines: [
        head,
        "  1 file, of which the declaration gives other readers to 12",
        ...Array.from(
          { length: 10 },
          () => "  secrets/a: other groups, threshold or encrypted values",
        ),
        "  … and 2 more",
      ],
    },
    {
      what: "without files, but with a path for files to come",
      rule: { ...adopt([]), withheld: [{ path: "secrets/**", readers: ["user:ana"] }] },
      lines: [
        head,
        "  no file, so that nothing is proposed",
        "  for files to come:",
        '    { path: "secrets/**", readers: ["user:ana"] }',
      ],
    },
    {
      what: "that would be about what is no secret",
      rule: {
        ...adopt(["secrets/a"]),
        lost: { path: "secrets/new", line: undefined },
        withheld: [{ path: "secrets/**" }],
        bystander: "secrets/notes.txt",
      },
      lines: [
        head,
        "  1 file, to which the declaration gives the same readers",
        '  new files such as secrets/new would have no rule: "secrets/**" would also be about "secrets/notes.txt", which is not encrypted',
      ],
    },
    {
      what: "whose new files would go to another, and of which not all is carried over",
      rule: {
        ...adopt(["secrets/a"]),
        rule: { ...everyPath.rule, others: ["mac_only_encrypted"] },
        lost: { path: "secrets/new", line: 9 },
      },
      lines: [
        head,
        "  1 file, to which the declaration gives the same readers",
        "  new files such as secrets/new would have the readers of line 9: declare a path for them if there are to be any",
        "  `mac_only_encrypted` is not carried over: no declaration says it",
      ],
    },
  ])("$what", ({ rule, lines }) => {
    expect(render({ rules: [rule] })).toEqual([...lines, ""]);
  });
});

describe("an adoption", () => {
  it("says what is not carried over, and which keys no declaration can hold", () => {
    expect(render({ others: ["stores"], unusable: ["age1qqq"] })).toEqual([
      "`stores` is not carried over: fleet writes none.",
      "No declaration can hold these keys:",
      "  age1qqq",
      "",
    ]);
  });

  it("ends with the command that comes next", () => {
    const last = (rules: readonly AdoptedRule[]) =>
      renderAdoption({ ...none, adoption: { ...none.adoption, rules } }, "yaml")
        .trimEnd()
        .split("\n")
        .at(-1);
    expect(last([adopt(["a"])])).toMatch(/^Every file has .* `fleet generate --force` puts/);
    expect(last([adopt(["a"], [{ path: "a" }])])).toMatch(
      /^When the .* `fleet generate --force` puts/,
    );
  });

  it("lists files that no rule is about", () => {
    expect(render({ unruled: ["a", "b"] })).toEqual([
      "No rule of .sops.yaml is about:",
      "  a",
      "  b",
      "",
    ]);
  });

  it("lists keys of nobody, with a guess by the name of the anchor", () => {
    const anchors = new Map([
      ["age1x", "admin_keith"],
      ["age1y", "backup"],
    ]);
    const more = { anchors, keyless: ["host:mini", "user:keith"] };
    expect(render({ unnamed: ["age1x", "age1y", "age1z"] }, more)).toEqual([
      "Keys of nobody in the declaration:",
      "  age1x  &admin_keith  perhaps user:keith",
      "  age1y  &backup",
      "  age1z",
      "",
    ]);
  });

  it("proposes what to declare", () => {
    const more = {
      anchors: new Map([
        ["age1x", "admin_keith"],
        ["age1h", "mini"],
      ]),
      keyless: ["user:keith", "host:mini"],
    };
    const proposal = [
      { path: "a", readers: ["age1x"] },
      { path: "b", groups: [["user:ana"], ["age1h"]] },
    ];
    const adoption = { unnamed: ["age1h", "age1x"], proposal, undeclarable: ["{x}"] };
    expect(render(adoption, more).slice(4)).toEqual([
      "This declaration gives every file the readers that .sops.yaml gives it:",
      "",
      '// hosts: { "mini": { ageKey: "age1h" } }?',
      '// users: { "keith": { ageKeys: ["age1x"] } }?',
      "secrets: {",
      "  defaultRules: false,",
      "  files: [",
      "    // admin_keith: age1x",
      '    { path: "a", readers: ["age1x"] },',
      "    // mini: age1h",
      '    { path: "b", groups: [["user:ana"], ["age1h"]] },',
      "  ],",
      "},",
      "No path of a declaration can name:",
      "  {x}",
      "",
    ]);
  });

  it("is written as the config is: in YAML with its comments, in JSON with what they say before", () => {
    const more = { anchors: new Map([["age1x", "admin_keith"]]), keyless: ["user:keith"] };
    const proposal = [
      { path: "a\u202e: #", readers: ["age1x"] },
      { path: "b", operators: false },
    ];
    const proposed = (kind: "json" | "yaml") =>
      render({ unnamed: ["age1x"], proposal }, more, kind).slice(5);
    expect(proposed("yaml")).toEqual([
      '# users: { "keith": { ageKeys: ["age1x"] } }?',
      "secrets:",
      "  defaultRules: false",
      "  files:",
      "    # admin_keith: age1x",
      '    - { path: "a\\u202e: #", readers: ["age1x"] }',
      '    - { path: "b", operators: false }',
      "",
    ]);
    expect(proposed("json")).toEqual([
      '"users": { "keith": { "ageKeys": ["age1x"] } }?',
      "admin_keith: age1x",
      "",
      '"secrets": {',
      '  "defaultRules": false,',
      '  "files": [',
      '    { "path": "a\\u202e: #", "readers": ["age1x"] },',
      '    { "path": "b", "operators": false }',
      "  ]",
      "}",
      "",
    ]);
  });

  it("says for which files a proposal is only near", () => {
    const proposal = [{ path: "a", readers: ["user:ana"] }];
    expect(render({ proposal }, { unproven: ["a", "b"] })[0]).toBe(
      "This declaration comes near to it, but differs for a, b:",
    );
  });
});

describe("what a declaration says beside its rules", () => {
  const kept = {
    readers: { backend: ["user:ana"], "on-call": ["readers:backend"] },
    ignore: ["vars/**"],
    userFile: "s/{user}.yaml",
  };
  const proposal = [{ path: "a", readers: ["user:ana"] }];
  it.each([
    [
      "script",
      [
        "secrets: {",
        '  readers: { backend: ["user:ana"], "on-call": ["readers:backend"] },',
        '  ignore: ["vars/**"],',
        '  userFile: "s/{user}.yaml",',
        "  defaultRules: false,",
      ],
    ],
    [
      "json",
      [
        '"secrets": {',
        '  "readers": { "backend": ["user:ana"], "on-call": ["readers:backend"] },',
        '  "ignore": ["vars/**"],',
        '  "userFile": "s/{user}.yaml",',
        '  "defaultRules": false,',
      ],
    ],
    [
      "yaml",
      [
        "secrets:",
        '  readers: { backend: ["user:ana"], "on-call": ["readers:backend"] }',
        '  ignore: ["vars/**"]',
        '  userFile: "s/{user}.yaml"',
        "  defaultRules: false",
      ],
    ],
  ] as const)("stays in the proposal of a %s", (kind, lines) => {
    const text = render({ proposal }, { kept }, kind);
    const start = text.indexOf(lines[0]);
    expect(text.slice(start, start + lines.length)).toEqual(lines);
  });
});
