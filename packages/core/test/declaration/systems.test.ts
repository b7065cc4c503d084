import { formatPath } from "@fleet/diagnostics";
import { describe, expect, expectTypeOf, it } from "vitest";
import { parseFleet } from "../../src/index.ts";
import { type System, systems } from "../../src/internal.ts";

const findings = (system: unknown, more: object = {}) =>
  parseFleet({ users: {}, hosts: { mini: { system, stateVersion: "24.05", ...more } } })
    .diagnostics.filter(({ code }) => code !== "core/host-without-admin")
    .map(({ code, path, message, help }) => `${code} at ${formatPath(path)}: ${message} ${help}`);

describe("the system of a host", () => {
  it.each(systems)("can be %s", (system) => {
    expect(findings(system)).toEqual([]);
    const platform = system.endsWith("-darwin") ? "darwin" : "nixos";
    const { value } = parseFleet({ users: {}, hosts: { mini: { system } } });
    expect(value?.hosts.get("mini")?.platform).toBe(platform);
  });

  it("is of a type that names each of them", () => {
    expectTypeOf<(typeof systems)[number]>().toEqualTypeOf<System>();
  });

  it("is none twice", () => {
    expect(new Set(systems).size).toBe(systems.length);
  });

  it.each([
    ["riscv64linux", "riscv64-linux"],
    ["armv7-linux", "armv7l-linux"],
    ["i386-linux", "i686-linux"],
    ["aarch64-darwni", "aarch64-darwin"],
  ])("is suggested where it is misspelt: %s", (system, meant) => {
    expect(findings(system).join()).toContain(`Did you mean "${meant}"?`);
  });

  it.each(["x86_64-windows", "riscv64", "", 64])("is nothing else: %j", (system) => {
    expect(findings(system).join()).toMatch(
      /^core\/wrong-type at hosts.mini.system: .* and 18 more/,
    );
  });

  it("tells which hardware there can be", () => {
    expect(findings("riscv64-linux", { hardware: { cpu: "amd" } }).join()).toContain(
      "core/hardware-misfit at hosts.mini.hardware.cpu",
    );
    expect(findings("armv7l-linux", { hardware: { cpu: "arm" } })).toEqual([]);
    expect(findings("i686-linux", { hardware: { cpu: "intel" } })).toEqual([]);
  });
});
