import type { FleetDeclaration } from "@fleet/core";
import { describe, expect, it } from "vitest";
import { renderOverview, renderSummary } from "../../src/views/generation/overview.ts";
import { familyDeclaration, viewFleet } from "./sample-fleet.ts";

const empty: FleetDeclaration = { users: {}, hosts: {} };

function declareHosts(count: number): FleetDeclaration {
  const ids = Array.from({ length: count }, (_, index) => `box${index}`);
  const host = { system: "x86_64-linux", users: ["keith"] } as const;
  return { ...familyDeclaration, hosts: Object.fromEntries(ids.map((id) => [id, host])) };
}

describe("the summary", () => {
  it.each([
    {
      what: "is a line for each host, and the totals",
      fleet: familyDeclaration,
      lines: [
        "mac   macOS  keith (admin, login kbrown)",
        "mini  NixOS  ana, keith (admin)",
        "",
        "2 hosts, 2 users, 3 accounts, 1 admin",
      ],
    },
    {
      what: "says that nobody is on a host",
      fleet: { ...empty, hosts: { box: { system: "x86_64-linux" } } } as const,
      lines: ["box  NixOS  nobody", "", "1 host, 0 users, 0 accounts, 0 admins"],
    },
    {
      what: "tells apart whose accounts are made on another distribution",
      fleet: {
        ...empty,
        hosts: {
          box: { system: "x86_64-linux", platform: "linux", deploy: { engine: "system-manager" } },
          work: { system: "x86_64-linux", platform: "linux" },
        },
      } as const,
      lines: [
        "box   accounts and homes  nobody",
        "work  homes only          nobody",
        "",
        "2 hosts, 0 users, 0 accounts, 0 admins",
      ],
    },
    {
      what: "counts service accounts where there are some",
      fleet: {
        ...empty,
        hosts: { box: { system: "x86_64-linux" } },
        serviceAccounts: { backup: { hosts: ["box"] } },
      } as const,
      lines: ["box  NixOS  nobody", "", "1 host, 0 users, 0 accounts, 0 admins, 1 service account"],
    },
    {
      what: "counts more hosts than anybody reads",
      fleet: declareHosts(21),
      lines: ["21 hosts, 2 users, 21 accounts, 1 admin"],
    },
  ])("$what", ({ fleet, lines }) => {
    expect(renderSummary(viewFleet(fleet)).split("\n")).toEqual([...lines, ""]);
  });
});

describe("the overview", () => {
  it.each([
    {
      what: "says of each host who is on it, as what, and why with which profile",
      fleet: familyDeclaration,
      lines: [
        "mac (macOS, aarch64-darwin)",
        "  user   login   admin  profile  because               home        groups",
        "  keith  kbrown  yes    none     nothing declares one  integrated",
        "",
        "mini (NixOS, x86_64-linux)",
        "  user   login  admin  profile      because                 home        groups",
        "  ana    ana    no     workstation  hosts.mini.homeProfile  integrated",
        "  keith  keith  yes    workstation  hosts.mini.homeProfile  integrated  wheel",
      ],
    },
    {
      what: "names the service accounts of a host",
      fleet: {
        ...empty,
        hosts: { box: { system: "x86_64-linux" } },
        serviceAccounts: {
          backup: { hosts: ["box"] },
          deploy: { hosts: ["box"], username: "ci", group: "users", extraGroups: ["docker"] },
        },
      } as const,
      lines: [
        "box (NixOS, x86_64-linux)",
        "  nobody",
        "  service accounts: backup, deploy (login ci; in users, docker)",
      ],
    },
    {
      what: "names the default for those who are not admin",
      fleet: {
        ...familyDeclaration,
        hosts: { box: { system: "x86_64-linux", users: ["ana"] } },
        defaults: {
          stateVersion: "24.05",
          nonAdminProfile: "minimal",
          homeMode: { nonAdmin: "standalone" },
        },
      } as const,
      lines: [
        "box (NixOS, x86_64-linux)",
        "  user  login  admin  profile  because                   home        groups",
        "  ana   ana    no     minimal  defaults.nonAdminProfile  standalone",
      ],
    },
    {
      what: "names the features of a host, and that nobody is on it",
      fleet: {
        ...empty,
        hosts: { box: { system: "x86_64-linux", features: ["desktop"] } },
        features: { desktop: {} },
      } as const,
      lines: ["box (NixOS, x86_64-linux, desktop)", "  nobody"],
    },
    {
      what: "does not say a system that is none",
      fleet: { ...empty, hosts: { box: { system: "riscv64-plan9" } } },
      lines: ["box (system unknown)", "  nobody"],
    },
    {
      what: "keeps its columns under wide characters, and shows what a terminal would obey",
      fleet: {
        ...familyDeclaration,
        users: { 日本: { fullName: "Nihon", username: "nihon" }, "a\u001b": { fullName: "A" } },
        hosts: { box: { system: "x86_64-linux", users: ["日本", "a\u001b"] } },
      } as const,
      lines: [
        "box (NixOS, x86_64-linux)",
        "  user     login    admin  profile  because               home        groups",
        "  a\\u{1b}  a\\u{1b}  no     none     nothing declares one  integrated",
        "  日本     nihon    no     none     nothing declares one  integrated",
      ],
    },
  ])("$what", ({ fleet, lines }) => {
    expect(renderOverview(viewFleet(fleet)).split("\n")).toEqual([...lines, ""]);
  });
});

it("the overview tells passwords, last days, trust, uids of the host, and root, and no hash", () => {
  const hash = "$y$j9T$F5Jx5fExrKuPp53xLKQ..1$X3DX6M94c7o.9agCG9G317fhZg9SqC.5i5rd.RhAtQ7";
  const fleet: FleetDeclaration = {
    users: {
      ada: { fullName: "Ada", isAdmin: true, isTrustedByNix: false, password: { hash } },
      ben: { fullName: "Ben", isTrustedByNix: true, expires: "2031-12-31" },
    },
    hosts: { box: { system: "x86_64-linux", users: { ada: { uid: 1003 }, ben: {} } } },
    root: [{ sudoNeedsPassword: false, password: "locked", trustedByNix: ["builder"] }],
    defaults: { stateVersion: "24.05" },
  };
  const text = renderOverview(viewFleet(fleet));
  expect(text.split("\n").slice(4)).toEqual([
    "  passwords: ada (a hash in the declaration)",
    "  last day: ben 2031-12-31",
    "  trusted by Nix: ben, builder",
    "  not trusted by Nix: ada",
    "  uids of this host alone: ada 1003",
    "  root: password locked, sudo asks for no password",
    "",
  ]);
  expect(text).not.toContain(hash);
});
