import { testRepository } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { readDiagnostics } from "./read-report.ts";
import { runFleet } from "./run-fleet.ts";

const publicKey = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${"A".repeat(43)}`;
const config = `
users:
  coal:
    fullName: Coal
    isAdmin: true
    uid: 1000
    username: cole
    sshKeys: [{ env: SSH_KEY_COAL }]
    services: { codeServer: { port: 8080, auth: none } }
  violino:
    fullName: Violino
    uid: 1001
    extraGroups: [lp]
    sshKeys: [{ env: SSH_KEY_VIOLINO }]
hosts:
  devbox:
    system: x86_64-linux
    stateVersion: "24.05"
    tailscale: true
    features: [containers]
    users: [coal, violino]
    deploy: { target: admin@devbox.example.org }
  mac:
    system: aarch64-darwin
    stateVersion: "24.05"
    users: { coal: { uid: 501 } }
features:
  containers: { groups: [docker] }
groups:
  docker: { purpose: Docker daemon access }
  media: { hosts: [devbox] }
policy:
  acceptedGroups: { violino: [docker] }
defaults:
  homeMode: { admin: integrated, nonAdmin: standalone }
  deploy: { home: nh }
`;
const files = Object.fromEntries(
  ["users/coal", "users/violino", "hosts/devbox", "hosts/mac", "modules/containers"].map((name) => [
    `${name}.nix`,
    "{ }\n",
  ]),
);
const fleet = () => testRepository({ ...files, "fleet.config.yaml": config });
const check = async (folder: string, args: string[], env: Record<string, string> = {}) =>
  await runFleet(folder, ["check", ...args], env);

describe("fleet check --explain", () => {
  it("shows who is in which group on which host, and why", async () => {
    const run = await check(fleet(), ["--explain", "groups"]);
    expect(run).toMatchObject({ status: 0, stderr: "By itself: fleet explain groups\n" });
    const rows = run.stdout.split("\n").slice(0, -1);
    expect(rows.map((row) => row.split(/ {2,}/))).toEqual([
      ["group", "host", "members", "because", "made by", "purpose"],
      [
        "docker",
        "devbox",
        "cole, violino",
        "hosts.devbox.features",
        "fleet",
        "Docker daemon access",
      ],
      ["lp", "devbox", "violino", "users.violino.extraGroups", "a module"],
      ["media", "devbox", "nobody", "fleet"],
      [
        "wheel",
        "devbox",
        "cole",
        "users.coal.isAdmin",
        "a module",
        "amounts to root: its members may use sudo",
      ],
    ]);
  });

  it("shows what runs for whom, and who reaches it", async () => {
    const run = await check(fleet(), ["--explain", "services"]);
    expect(run.stdout.split("\n")[1]?.split(/ {2,}/)).toEqual([
      "devbox",
      "code-server-cole.service",
      "127.0.0.1:8080",
      "everybody",
      "/home/cole",
      "users.coal.services.codeServer",
    ]);
  });

  it("shows the commands that deploy, and where to start them", async () => {
    const run = await check(fleet(), ["--explain", "deploy"]);
    expect(
      run.stdout
        .split("\n")
        .slice(1, -1)
        .map((line) => line.split(/ {2,}/)),
    ).toEqual([
      [
        "devbox",
        "system",
        "from anywhere",
        "nixos-rebuild switch --flake .#devbox --target-host admin@devbox.example.org --impure --use-remote-sudo",
      ],
      [
        "devbox",
        "home of violino",
        "there, as violino",
        "nh home switch . --configuration violino@devbox",
      ],
      [
        "mac",
        "system",
        "there, as cole",
        "sudo --preserve-env=SSH_KEY_COAL,NIX_STRICT_KEYS darwin-rebuild switch --flake .#mac --impure",
      ],
    ]);
  });

  it("says the same in JSON, beside what is wrong", async () => {
    const run = await check(fleet(), ["--explain", "groups", "--json"]);
    const [docker] = JSON.parse(run.stdout).groups;
    expect(docker).toEqual({
      group: "docker",
      host: "devbox",
      members: [
        { user: "coal", login: "cole", because: "hosts.devbox.features" },
        { user: "violino", login: "violino", because: "hosts.devbox.features" },
      ],
      isDeclared: true,
      gid: null,
      purpose: "Docker daemon access",
      rootEquivalent: "a container can mount the whole disk as root",
    });
    expect(readDiagnostics(run)).toEqual([]);
  });

  it("refuses a topic that there is not", async () => {
    const run = await check(fleet(), ["--explain", "grups"]);
    expect(run.status).toBe(2);
    expect(run.stderr).toContain("Choose one of data, deploy, groups, services.");
  });
});

describe("fleet check --strict-keys", () => {
  const keys = { SSH_KEY_COAL: publicKey, SSH_KEY_VIOLINO: publicKey };
  const codes = async (env: Record<string, string>, ...args: string[]) =>
    readDiagnostics(await check(fleet(), ["--json", ...args], env)).map(
      ({ code, place }) => `${code} at ${place}`,
    );

  it("asks for nothing without it, so that anybody can check", async () => {
    expect(await codes({})).toEqual([]);
  });

  it("reports every variable that is not set, with its line", async () => {
    const run = await check(fleet(), ["--strict-keys"]);
    expect(run.status).toBe(1);
    expect(run.stdout).toContain('"SSH_KEY_COAL"');
    expect(run.stdout).toContain("fleet.config.yaml:8:17");
    expect(run.stdout).toContain('"SSH_KEY_VIOLINO"');
  });

  it("is content with a key in each", async () => {
    expect(await codes(keys, "--strict-keys")).toEqual([]);
  });

  it("takes a name that every object has for a variable like any other", async () => {
    const odd = config.replace("SSH_KEY_COAL", "constructor");
    const folder = testRepository({ ...files, "fleet.config.yaml": odd });
    const run = await check(folder, ["--json", "--strict-keys"], { SSH_KEY_VIOLINO: publicKey });
    expect(readDiagnostics(run).map(({ code }) => code)).toEqual(["core/key-not-set"]);
  });

  it("refuses a placeholder, and never shows what a variable holds", async () => {
    const run = await check(fleet(), ["--strict-keys"], {
      ...keys,
      SSH_KEY_COAL: "hunter2 PLACEHOLDER",
    });
    expect(run.status).toBe(1);
    expect(run.stdout).not.toContain("hunter2");
  });
});
