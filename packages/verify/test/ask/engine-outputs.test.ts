import type { ResolvedHost } from "@fleet/core";
import type { FlakeRequest } from "@fleet/nix-eval";
import { nodeWorld } from "@fleet/project/node";
import { describe, expect, it } from "vitest";
import { askEngineOutputs } from "../../src/ask/engine-outputs.ts";
import type { FlakeAccess } from "../../src/ask/flake-facts.ts";
import { smallFleet } from "../cases/small-flake.ts";
import { computeFleet } from "../support/computed-fleet.ts";

/** The small fleet's host, under some ids and with an engine each. */
async function hostsWith(engines: Readonly<Record<string, string>>): Promise<ResolvedHost[]> {
  const hosts = Object.entries(engines).map(
    ([id, engine]) =>
      [
        id,
        {
          ...smallFleet.declaration.hosts.mini,
          platform: engine === "system-manager" ? "linux" : "nixos",
          deploy: { engine },
        },
      ] as const,
  );
  const { fleet } = await computeFleet({
    declaration: { ...smallFleet.declaration, hosts: Object.fromEntries(hosts) },
    files: [...smallFleet.files, ...Object.keys(engines).map((id) => `hosts/${id}.nix`)],
  });
  return [...fleet.resolved.hosts.values()];
}

/** Asks with an evaluator for which the flake has some outputs with some hosts in them. */
async function ask(hosts: readonly ResolvedHost[], flake: Readonly<Record<string, string[]>>) {
  const requests: FlakeRequest[] = [];
  const access: FlakeAccess = {
    evaluate: async (request) => {
      if (request.kind !== "flake") throw new Error("a flake is asked as one");
      requests.push(request);
      const [output = ""] = request.attribute;
      const value = flake[output];
      if (value !== undefined) return { ok: true, value, diagnostics: [] };
      const message = `The flake has no output ${output}.`;
      const code = "nix-eval/missing-attribute";
      return { ok: false, diagnostics: [{ code, severity: "error", path: [], message }] };
    },
    directory: "/fleet",
    disk: nodeWorld().disk,
    impure: false,
    options: {},
    showProgress: () => undefined,
  };
  const found = await askEngineOutputs(access, hosts);
  return { requests, messages: found.map(({ code, message }) => `${code}: ${message}`), found };
}

describe("the outputs that engines read", () => {
  it("are not asked for where no host has such an engine", async () => {
    const { requests } = await ask(await hostsWith({ mini: "nixos-rebuild", pull: "comin" }), {});
    expect(requests).toEqual([]);
  });

  it("are asked once for each engine, and by name alone", async () => {
    const hosts = await hostsWith({ a: "colmena", b: "colmena", c: "deploy-rs", d: "wire" });
    const flake = { colmenaHive: ["a", "b"], deploy: ["c"], wire: ["d"] };
    const { requests, messages } = await ask(hosts, flake);
    expect(requests.map(({ attribute }) => attribute)).toEqual([
      ["colmenaHive"],
      ["deploy"],
      ["wire"],
    ]);
    expect(messages).toEqual([]);
  });

  it("are said to be missing, with the line that brings them", async () => {
    const { found, messages } = await ask(await hostsWith({ box: "system-manager" }), {});
    expect(messages).toEqual([
      'verify/missing-node: The flake has no systemConfigs, where system-manager looks for "box".',
    ]);
    expect(found[0]?.help).toContain(
      'inputs.system-manager.url = "github:numtide/system-manager";',
    );
  });

  it("are said to lack a host, where the flake's own take their place", async () => {
    const hosts = await hostsWith({ a: "colmena", b: "colmena" });
    const { found, messages } = await ask(hosts, { colmenaHive: ["b"] });
    expect(messages).toEqual([
      'verify/missing-node: The flake\'s colmenaHive does not have "a", which colmena is to deploy.',
    ]);
    expect(found[0]?.help).toContain("config.flake.fleet.engines.colmena");
  });
});
