import { describe, expect, it } from "vitest";
import { memoryFleet } from "./run-in-memory.ts";

const ids = ["web1", "web10", "web1.example.net", "web1.example.org", "1.e5"];
const key = "age17044m9wgakla6pzftf4srtl3h5mcsr85jysgt5fg23zpnta8sfdqhzn452";
const hosts = Object.fromEntries(
  ids.map((id, index) => [
    id,
    {
      system: "x86_64-linux",
      users: { ada: { home: "both" } },
      // The machine that was there before the others, under a name of its own.
      ...(id === "web1" ? { hostname: "first" } : {}),
      ...(index === 3 ? { ageKey: key, secrets: { wifi: {} } } : {}),
    },
  ]),
);
const config = {
  users: { ada: { fullName: "Ada", isAdmin: true, sshKeys: [] } },
  hosts,
  defaults: { stateVersion: "25.05" },
  secrets: { files: [{ path: "own/{host}/a.yaml", readers: ["host:{host}", "admins@{host}"] }] },
};
const files = {
  "fleet.config.json": JSON.stringify(config),
  "users/ada.nix": "{ }",
  ...Object.fromEntries(ids.map((id) => [`hosts/${id}.nix`, "{ }"])),
};

async function generated() {
  const made = memoryFleet({ files });
  const run = await made.fleet("generate");
  expect({ status: run.status, stderr: run.stderr }).toMatchObject({ status: 0 });
  return made;
}

describe("hosts whose ids hold dots, among those that look like them", () => {
  it("have their names, domains, modules and homes each for themselves", async () => {
    const { read } = await generated();
    const told = JSON.parse(read("fleet.json") ?? "");
    const names = Object.entries<Record<string, unknown>>(told.hosts).map(
      ([id, { hostname, domain, modules }]) => [id, hostname, domain, modules],
    );
    expect(names).toEqual([
      ["1.e5", "1", "e5", [{ path: "hosts/1.e5.nix" }]],
      ["web1", "first", undefined, [{ path: "hosts/web1.nix" }]],
      ["web1.example.net", "web1", "example.net", [{ path: "hosts/web1.example.net.nix" }]],
      ["web1.example.org", "web1", "example.org", [{ path: "hosts/web1.example.org.nix" }]],
      ["web10", "web10", undefined, [{ path: "hosts/web10.nix" }]],
    ]);
    expect(Object.keys(told.homes)).toEqual([
      "ada@1",
      "ada@1.e5",
      "ada@first",
      "ada@web1",
      "ada@web1.example.net",
      "ada@web1.example.org",
      "ada@web10",
    ]);
    expect(told.homes["ada@web1"]).toEqual({ host: "web1", user: "ada" });
  });

  it("have secrets of their own, and keys that .sops.yaml can name", async () => {
    const { read } = await generated();
    const sops = read(".sops.yaml") ?? "";
    expect(sops).toContain("&host_web1_example_org age1");
    expect(sops).toContain("path_regex: '^own/web1\\.example\\.org/a\\.yaml$'");
    expect(JSON.parse(read("fleet.json") ?? "").hosts["web1.example.org"].secrets.wifi.file).toBe(
      "secrets/hosts/web1.example.org.yaml",
    );
  });

  it("are asked for, explained and deployed by their ids", async () => {
    const { fleet } = await generated();
    const roots = await fleet("access", "who-can", "root", "web1.example.org", "--json");
    const { ways } = JSON.parse(roots.stdout);
    expect(ways).toContainEqual(expect.objectContaining({ who: "user:ada" }));
    expect(roots.stdout).not.toContain("host:web1.example.net");
    expect((await fleet("access", "who-can", "root", "web1.example")).stderr).toContain("web1");
    const { stdout } = await fleet("check", "--explain", "deploy");
    expect(stdout).toContain("--flake .#web1.example.org ");
    expect(stdout).toContain("--flake .#ada@web1.example.org");
  });

  it("are not taken for one another where a file of one is left", async () => {
    const { fleet, write } = await generated();
    const { "web1.example.net": _, ...left } = hosts;
    write({ "fleet.config.json": JSON.stringify({ ...config, hosts: left }) });
    const { stdout, stderr } = await fleet("check");
    expect(stdout + stderr).toContain("hosts/web1.example.net.nix");
    expect(stdout + stderr).not.toContain('"hosts/web1.example.org.nix"');
  });
});
