import type { FleetDeclaration } from "@fleet/core";
import { describe, expect, it } from "vitest";
import { explain } from "../../src/views/explanation.ts";
import { viewFleet } from "./sample-fleet.ts";

const fleet: FleetDeclaration = {
  users: {
    coal: {
      fullName: "Coal",
      isAdmin: true,
      uid: 1000,
      username: "cole",
      sshKeys: [{ env: "SSH_KEY_COAL" }],
      services: { codeServer: { port: 8080, auth: "none" } },
      data: [null],
    },
    violino: { fullName: "Violino", uid: 1001, extraGroups: ["lp"] },
  },
  hosts: {
    devbox: {
      system: "x86_64-linux",
      features: ["containers"],
      users: {
        coal: {},
        violino: { services: { codeServer: { port: 8081, host: "::1" } } },
      },
      deploy: { target: "admin@devbox.example.org" },
      data: "x".repeat(200),
    },
    mac: { system: "aarch64-darwin", users: { coal: { uid: 501 } } },
  },
  features: { containers: { groups: ["docker"] } },
  groups: { docker: { gid: 900, purpose: "Docker daemon access" }, media: { hosts: ["devbox"] } },
  policy: { acceptedGroups: { violino: ["docker"] } },
  defaults: {
    stateVersion: "24.05",
    homeMode: { admin: "integrated", nonAdmin: "standalone" },
    deploy: { home: "nh" },
  },
  data: { domain: "example.org" },
};

const impure = "nixos-rebuild switch --flake .#devbox --target-host admin@devbox.example.org";
const preserved = "--preserve-env=SSH_KEY_COAL,NIX_STRICT_KEYS";

describe("what a topic comes to", () => {
  it.each([
    {
      topic: "groups",
      head: ["group", "host", "members", "because", "made by", "purpose"],
      rows: [
        [
          ...["docker", "devbox", "cole, violino", "hosts.devbox.features"],
          ...["fleet", "Docker daemon access"],
        ],
        ["lp", "devbox", "violino", "users.violino.extraGroups", "a module", ""],
        ["media", "devbox", "nobody", "", "fleet", ""],
        [
          ...["wheel", "devbox", "cole", "users.coal.isAdmin"],
          ...["a module", "amounts to root: its members may use sudo"],
        ],
      ],
    },
    {
      topic: "services",
      head: ["host", "unit", "address", "lets in", "opens", "because"],
      rows: [
        [
          ...["devbox", "code-server-cole.service", "127.0.0.1:8080", "everybody"],
          ...["/home/cole", "users.coal.services.codeServer"],
        ],
        [
          ...["devbox", "code-server-violino.service", "[::1]:8081", "password"],
          ...["/home/violino", "hosts.devbox.users.violino.services.codeServer"],
        ],
      ],
    },
    {
      topic: "deploy",
      head: ["host", "what", "run", "command"],
      rows: [
        ["devbox", "system", "from anywhere", `${impure} --impure --use-remote-sudo`],
        [
          ...["devbox", "home of violino", "there, as violino"],
          "nh home switch . --configuration violino@devbox",
        ],
        [
          ...["mac", "system", "there, as cole"],
          `sudo ${preserved} darwin-rebuild switch --flake .#mac --impure`,
        ],
      ],
    },
    {
      topic: "data",
      head: ["declared", "modules read", "value"],
      rows: [
        ["data", "fleet.data", '{"domain":"example.org"}'],
        ["users.coal.data", "fleet.user.data", "[null]"],
        ["hosts.devbox.data", "fleet.host.data", `"${"x".repeat(116)}…`],
      ],
    },
  ])("is the table of $topic", ({ topic, head, rows }) => {
    expect(explain(topic, viewFleet(fleet)).table).toMatchObject({ head, rows });
  });

  it.each([
    ["groups", "Nobody is in any group."],
    ["services", "No service runs for anybody."],
    ["data", "No data of one's own are declared."],
    ["deploy", "There is nothing to deploy."],
  ])("is a sentence where there is nothing of %s", (topic, sentence) => {
    const { table, nothing, json } = explain(topic, viewFleet({ users: {}, hosts: {} }));
    expect([table.rows, nothing, json]).toEqual([[], sentence, []]);
  });

  it.each([
    {
      topic: "groups",
      first: {
        group: "docker",
        host: "devbox",
        members: [
          { user: "coal", login: "cole", because: "hosts.devbox.features" },
          { user: "violino", login: "violino", because: "hosts.devbox.features" },
        ],
        isDeclared: true,
        gid: 900,
        purpose: "Docker daemon access",
        rootEquivalent: "a container can mount the whole disk as root",
      },
    },
    {
      topic: "services",
      first: {
        host: "devbox",
        unit: "code-server-cole.service",
        user: "coal",
        address: "127.0.0.1",
        port: 8080,
        auth: "none",
        workingDirectory: "/home/cole",
        because: "users.coal.services.codeServer",
      },
    },
    {
      topic: "data",
      first: { declared: "data", read: "fleet.data", data: { domain: "example.org" } },
    },
    {
      topic: "deploy",
      first: {
        host: "devbox",
        user: null,
        login: null,
        command: [...impure.split(" "), "--impure", "--use-remote-sudo"],
      },
    },
  ])("says the same of $topic to programs", ({ topic, first }) => {
    expect(explain(topic, viewFleet(fleet)).json[0]).toEqual(first);
  });
});
