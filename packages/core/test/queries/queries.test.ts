import { describe, expect, it } from "vitest";
import { listAdmins, listGroups, listPeople, listServices } from "../../src/index.ts";
import { resolveSound, sampleFleet } from "../sample-fleet.ts";

const { fleet: declared, resolved } = resolveSound(
  sampleFleet({
    users: {
      keith: { fullName: "Keith", isAdmin: true, services: { codeServer: { port: 8080 } } },
      traci: { fullName: "Traci", username: "tr", uid: 1005 },
    },
    hosts: {
      mini: { system: "x86_64-linux", users: ["keith", "traci"] },
      studio: { system: "aarch64-darwin", users: { keith: { isAdmin: false, uid: 501 } } },
    },
    groups: { media: { gid: 2000, purpose: "films", members: ["traci"] } },
  }),
);
const fleet = { declared, resolved };

describe("the people of a host", () => {
  it("are who has an account there, with where that is declared", () => {
    expect(listPeople(fleet, "mini")).toEqual([
      {
        host: "mini",
        user: "keith",
        login: "keith",
        uid: 1000,
        isAdmin: true,
        groups: ["wheel"],
        because: "hosts.mini.users[0]",
      },
      {
        host: "mini",
        user: "traci",
        login: "tr",
        uid: 1005,
        isAdmin: false,
        groups: ["media"],
        because: "hosts.mini.users[1]",
      },
    ]);
  });

  it("are those of all hosts where none is named, and nobody where there is no such host", () => {
    expect(listPeople(fleet).map(({ host, user }) => [host, user])).toEqual([
      ["mini", "keith"],
      ["mini", "traci"],
      ["studio", "keith"],
    ]);
    expect(listPeople(fleet, "constructor")).toEqual([]);
  });
});

it("the admins are those of each host alone, with where it was said", () => {
  expect(listAdmins(fleet)).toEqual([
    { host: "mini", user: "keith", login: "keith", because: "users.keith.isAdmin" },
  ]);
});

it("the groups are those with somebody in them and the declared ones", () => {
  expect(listGroups(fleet)).toEqual([
    {
      group: "media",
      host: "mini",
      members: [{ user: "traci", login: "tr", because: "groups.media.members" }],
      isDeclared: true,
      gid: 2000,
      purpose: "films",
      rootEquivalent: null,
    },
    {
      group: "wheel",
      host: "mini",
      members: [{ user: "keith", login: "keith", because: "users.keith.isAdmin" }],
      isDeclared: false,
      gid: null,
      purpose: null,
      rootEquivalent: "its members may use sudo",
    },
  ]);
});

it("the services are those that run, with their units", () => {
  expect(listServices(fleet)).toEqual([
    {
      host: "mini",
      unit: "code-server-keith.service",
      user: "keith",
      address: "127.0.0.1",
      port: 8080,
      auth: "password",
      workingDirectory: "/home/keith",
      because: "users.keith.services.codeServer",
    },
  ]);
});

it("every answer is plain data", () => {
  for (const rows of [
    listPeople(fleet),
    listAdmins(fleet),
    listGroups(fleet),
    listServices(fleet),
  ]) {
    expect(JSON.parse(JSON.stringify(rows))).toEqual(rows);
  }
});
