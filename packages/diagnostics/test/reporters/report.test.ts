import { fc, it } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import type { Finding } from "../../src/finding.ts";
import type { Report } from "../../src/reporters/report.ts";
import { renderReport } from "../../src/reporters/reporters.ts";

const source = 'export default {\n  hosts: {\n\tmini: { users: ["kieth"] },\n  },\n};\n';
const finding: Finding = {
  code: "core/unknown-user",
  severity: "error",
  path: ["hosts", "mini", "users", 0],
  file: "fleet.config.ts",
  position: { line: 3, column: 18 },
  message: 'The user "kieth" is not declared.',
  help: 'Did you mean "keith"?',
};
const report = (findings: readonly Finding[], more: Partial<Report> = {}): Report => ({
  findings,
  readSource: () => source,
  prefix: "",
  hasColour: false,
  version: "1.2.3",
  ...more,
});

const text = fc.string({ unit: "binary" });
const anyFinding: fc.Arbitrary<Finding> = fc.record(
  {
    code: fc.constantFrom("core/a-problem" as const, "cli/b" as const),
    severity: fc.constantFrom("error" as const, "warning" as const),
    path: fc.array(fc.oneof(text, fc.nat())),
    message: text,
    file: text,
    help: text,
    position: fc.record({ line: fc.integer({ min: 1, max: 6 }), column: fc.integer({ min: 1 }) }),
  },
  { requiredKeys: ["code", "severity", "path", "message"] },
);
const hostile = /[\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029\ufeff]/u;

describe("every format", () => {
  it.prop([fc.array(anyFinding), fc.constantFrom("pretty", "json", "sarif", "github", "gitlab")])(
    "prints nothing that a terminal obeys",
    (findings, format) => {
      expect(renderReport(report(findings), format).replaceAll("\n", "")).not.toMatch(hostile);
    },
  );
});

describe("the pretty format", () => {
  const folder = (help: string, prefix: string) =>
    /^Commands above are for the fleet's folder: (.*)$/m.exec(
      renderReport(report([finding, { ...finding, help }], { prefix }), "pretty"),
    )?.[1];

  it.each([
    ["Run `fleet secrets acknowledge s/a.yaml`.", "../../", "cd ../.."],
    ["`git restore -- a.yaml` brings it back.", "../", "cd .."],
    ["Run: git add -- users/ada.nix", "systems/", "cd systems"],
    ["`sops decrypt 'a b/c' > /dev/null`", "-d/", "cd ./-d"],
    ["To install it, run: cd .. && npm install x", "nix/fleet/", "cd nix/fleet"],
    ["to see it, run: sops --config /dev/null decrypt ./-a >/dev/null", "a b/", "cd 'a b'"],
  ])("says once for which folder its commands are: %s, %s", (help, prefix, said) => {
    expect(folder(help, prefix)).toBe(said);
    expect(folder(help, "")).toBeUndefined();
  });

  it.each([
    "Run `fleet secrets sync`.",
    "Run: rm -r -f -- ../.fleet-work",
    "Run: sops --config /dev/null decrypt --x",
    "Leave out `hosts.mini/x`.",
    "Say `fleet check --json`, or write users/ada.nix.",
  ])("says nothing of a folder where no command depends on it: %s", (help) => {
    expect(folder(help, "../")).toBeUndefined();
  });

  it("shows what is wrong, where, the line itself, and the help", () => {
    expect(renderReport(report([finding], { prefix: "systems/" }), "pretty")).toBe(
      `error: The user "kieth" is not declared.
  systems/fleet.config.ts:3:18  hosts.mini.users[0]  core/unknown-user
  2 |   hosts: {
  3 |   mini: { users: ["kieth"] },
    |                   ^
  help: Did you mean "keith"?

1 error
`,
    );
  });

  it("is empty without findings", () => {
    expect(renderReport(report([]), "pretty")).toBe("");
  });

  it("counts errors and warnings", () => {
    const warning: Finding = { ...finding, severity: "warning" };
    const findings = [finding, warning, warning];
    expect(renderReport(report(findings), "pretty")).toMatch(/\n1 error, 2 warnings\n$/);
  });

  it("is coloured only where that is asked for", () => {
    expect(renderReport(report([finding]), "pretty")).not.toContain("\u001b");
    expect(renderReport(report([finding], { hasColour: true }), "pretty")).toContain("\u001b[31m");
  });

  it("shows no line of a file that holds a private key", () => {
    const key = ["-----BEGIN OPENSSH", "PRIVATE KEY-----"].join(" ");
    const output = renderReport(
      report([finding], { readSource: () => `\n\n\tmini: { users: [kieth] },\n${key}\n` }),
      "pretty",
    );
    expect(output).not.toContain("kieth]");
  });

  it("cuts a long line around its place", () => {
    const long = `${"a".repeat(5000)}HERE${"b".repeat(5000)}`;
    const place = { ...finding, position: { line: 1, column: 5001 } };
    const output = renderReport(report([place], { readSource: () => long }), "pretty");
    expect(output).toContain("HERE");
    expect(output.length).toBeLessThan(500);
  });

  it("shows a hundred findings and the number of the rest", () => {
    const findings = Array.from(
      { length: 250 },
      (_, index) => ({ ...finding, code: `core/a-${index}` }) as const,
    );
    const output = renderReport(report(findings), "pretty");
    expect(output).toContain("… and 150 more. All of them: --json");
    expect(output).toMatch(/\n250 errors\n$/);
    const whole = renderReport({ ...report(findings), isComplete: true }, "pretty");
    expect(whole).toContain("core/a-249");
  });
});

describe("the JSON format", () => {
  it("has the documented shape", () => {
    expect(JSON.parse(renderReport(report([finding]), "json"))).toEqual({
      version: 1,
      ok: false,
      summary: { errors: 1, warnings: 0 },
      diagnostics: [
        {
          code: "core/unknown-user",
          severity: "error",
          path: ["hosts", "mini", "users", 0],
          place: "hosts.mini.users[0]",
          file: "fleet.config.ts",
          line: 3,
          column: 18,
          message: 'The user "kieth" is not declared.',
          help: 'Did you mean "keith"?',
        },
      ],
    });
  });

  it.prop([fc.array(anyFinding)])("keeps every message as it was", (findings) => {
    const { diagnostics } = JSON.parse(renderReport(report(findings), "json"));
    expect(diagnostics.map(({ message }: Finding) => message)).toEqual(
      findings.map(({ message }) => JSON.parse(JSON.stringify(message))),
    );
  });
});

describe("the GitHub format", () => {
  it("is one annotation for each finding", () => {
    expect(renderReport(report([finding], { prefix: "systems/" }), "github")).toBe(
      '::error file=systems/fleet.config.ts,line=3,col=18,title=core/unknown-user::hosts.mini.users[0]: The user "kieth" is not declared.%0ADid you mean "keith"?\n',
    );
  });

  it.prop([fc.array(anyFinding)])("lets no text begin another command", (findings) => {
    const lines = renderReport(report(findings), "github").split("\n").slice(0, -1);
    expect(lines.length).toBe(findings.length);
    for (const line of lines) {
      expect(line).toMatch(/^::(?:error|warning) (?:[a-z]+=[^,:]*,?)+::/);
    }
  });

  it("escapes percent signs, line breaks, commas and colons where they have a meaning", () => {
    const odd = { ...finding, file: "a,b:c%.ts", message: "50%\r\n::warning::x", path: [] };
    expect(renderReport(report([odd]), "github")).toContain("file=a%2Cb%3Ac%25.ts,");
    expect(renderReport(report([odd]), "github")).toContain("::50%25\\u{d}%0A::warning::x");
  });
});

describe("the SARIF format", () => {
  it.prop([fc.array(anyFinding)])("has what code scanning requires of every result", (findings) => {
    const log = JSON.parse(renderReport(report(findings, { prefix: "a b/" }), "sarif"));
    expect(log.version).toBe("2.1.0");
    expect(log.runs).toHaveLength(1);
    const [{ tool, results }] = log.runs;
    expect(tool.driver).toMatchObject({ name: "fleet", semanticVersion: "1.2.3" });
    const ids: string[] = tool.driver.rules.map(({ id }: { id: string }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(results).toHaveLength(findings.length);
    for (const { ruleId, ruleIndex, level, message, locations } of results) {
      expect(ids[ruleIndex]).toBe(ruleId);
      expect(["error", "warning"]).toContain(level);
      expect(typeof message.text).toBe("string");
      const { artifactLocation, region } = locations[0].physicalLocation;
      expect(artifactLocation.uri).toMatch(/^a%20b\/[A-Za-z0-9%/._~!'()*-]*$/);
      expect(region.startLine).toBeGreaterThanOrEqual(1);
      expect(region.startColumn).toBeGreaterThanOrEqual(1);
    }
    for (const { shortDescription, fullDescription, help } of tool.driver.rules) {
      for (const { text } of [shortDescription, fullDescription, help]) expect(text).not.toBe("");
    }
  });

  it("names the place in the declaration", () => {
    const log = JSON.parse(renderReport(report([finding]), "sarif"));
    expect(log.runs[0].results[0]).toMatchObject({
      level: "error",
      message: { text: 'The user "kieth" is not declared.\nDid you mean "keith"?' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "fleet.config.ts", uriBaseId: "%SRCROOT%" },
          },
          logicalLocations: [{ fullyQualifiedName: "hosts.mini.users[0]" }],
        },
      ],
    });
  });
});

describe("what SARIF says of a code", () => {
  it("is what its catalogue says", () => {
    const codes = new Map([
      [finding.code, { severity: "error", stage: "declared", when: "a name is wrong" } as const],
    ]);
    const log = JSON.parse(renderReport(report([finding], { codes }), "sarif"));
    expect(log.runs[0].tool.driver.rules).toMatchObject([
      {
        id: finding.code,
        fullDescription: { text: "Reported when a name is wrong." },
        defaultConfiguration: { level: "error" },
        properties: { tags: ["declared"] },
      },
    ]);
  });

  it("is cut to as many findings as GitHub takes, errors first", () => {
    const warning = { ...finding, severity: "warning" } as const;
    const many = [...Array.from({ length: 25_000 }, () => warning), finding];
    const [{ results }] = JSON.parse(renderReport(report(many), "sarif")).runs;
    expect(results).toHaveLength(25_000);
    expect(results[0].level).toBe("error");
  });

  it("is shown at the config where a finding has no file", () => {
    const { file: _, ...nowhere } = finding;
    const options = { prefix: "systems/", mainFile: "fleet.config.yaml" };
    const [{ results }] = JSON.parse(renderReport(report([nowhere], options), "sarif")).runs;
    const { artifactLocation } = results[0].locations[0].physicalLocation;
    expect(artifactLocation.uri).toBe("systems/fleet.config.yaml");
  });
});

describe("the GitLab format", () => {
  it.prop([fc.array(anyFinding)])("has what a code quality report requires", (findings) => {
    const issues = JSON.parse(renderReport(report(findings, { prefix: "a b/" }), "gitlab"));
    expect(issues).toHaveLength(findings.length);
    for (const [index, issue] of issues.entries()) {
      expect(issue).toMatchObject({ type: "issue", check_name: findings[index]?.code });
      expect(["major", "minor"]).toContain(issue.severity);
      expect(issue.fingerprint).toMatch(/^[0-9a-f]{16}(-\d+)?$/);
      expect(issue.location.path).toMatch(/^a b\/[\s\S]/);
      expect(issue.location.lines.begin).toBeGreaterThanOrEqual(1);
    }
    const prints = issues.map((issue: { fingerprint: string }) => issue.fingerprint);
    expect(new Set(prints).size).toBe(prints.length);
  });

  it("tells the findings of two fleets of a repository apart", () => {
    const prints = ["a/", "b/"].map(
      (prefix) => JSON.parse(renderReport(report([finding], { prefix }), "gitlab"))[0].fingerprint,
    );
    expect(prints[0]).not.toBe(prints[1]);
  });

  it("knows a finding again when its line has moved, and tells it from others", () => {
    const print = (one: Finding) =>
      JSON.parse(renderReport(report([one]), "gitlab"))[0].fingerprint;
    const moved = { ...finding, position: { line: 99, column: 1 } };
    expect(print(moved)).toBe(print(finding));
    for (const change of [
      { code: "core/other" as const },
      { file: "b" },
      { message: "x" },
      { path: ["a"] },
    ]) {
      expect(print({ ...finding, ...change })).not.toBe(print(finding));
    }
  });
});
