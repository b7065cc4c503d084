import { describe, expect, it } from "vitest";
import { type Diagnostic, formatPath, judge, type Path } from "../src/diagnostic.ts";

describe("paths", () => {
  it.each<[Path, string]>([
    [[], ""],
    [["hosts", "mini", "users", 2], "hosts.mini.users[2]"],
    [["users", "ada.lovelace"], 'users["ada.lovelace"]'],
    [["hosts", "42"], 'hosts["42"]'],
    [["hosts", "build-1", "$x"], "hosts.build-1.$x"],
    [["hosts", "a\n\u009b"], 'hosts["a\\n\\u009b"]'],
    [["users", ""], 'users[""]'],
  ])("are written so that no key is taken for two: %j", (path, expected) => {
    expect(formatPath(path)).toBe(expected);
  });

  it("do not show a private key that stands where a name belongs", () => {
    expect(formatPath(["users", "AGE-SECRET-KEY-1QQQQ"])).not.toContain("QQQQ");
  });
});

describe("a verdict", () => {
  const finding = (severity: Diagnostic["severity"]): Diagnostic => {
    return { code: "core/example", severity, path: [], message: "An example." };
  };

  it("lets warnings pass", () => {
    const diagnostics = [finding("warning")];
    expect(judge({ value: 1, diagnostics })).toEqual({ ok: true, value: 1, diagnostics });
  });

  it("withholds a value that came with an error", () => {
    const diagnostics = [finding("warning"), finding("error")];
    expect(judge({ value: 1, diagnostics })).toEqual({ ok: false, diagnostics });
  });
});
