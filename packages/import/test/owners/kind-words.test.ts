import { describe, expect, it } from "vitest";
import { bareName, kindOfText } from "../../src/owners/kind-words.ts";

describe("what words say of keys", () => {
  it.each<[string, string | undefined]>([
    ["Hosts", "host"],
    ["## users", "user"],
    ["Host keys (generated, deployed to /etc/ssh/)", "host"],
    ["NixOS machine age keys", "host"],
    ["User identity keys", "user"],
    ["Admin recovery key (offline)", "operator"],
    ["CI", "operator"],
    ["my-servers", "host"],
    ["Keys", undefined],
    ["", undefined],
  ])("%s: %s", (text, kind) => {
    expect(kindOfText(text)).toBe(kind);
  });

  it.each<[string, string, string | undefined]>([
    ["user_ada", "ada", "user"],
    ["ada-user", "ada", "user"],
    ["admin-user", "admin", "user"],
    ["mini_osh", "mini", "host"],
    ["host-mini-key", "mini", "host"],
    ["ada", "ada", undefined],
    ["user", "user", undefined],
    ["user_", "user_", undefined],
  ])("of %s, the name is %s", (text, name, kind) => {
    expect(bareName(text)).toEqual({ name, kind });
  });
});
