import { readFileSync } from "node:fs";
import { join } from "node:path";
import { writeFiles } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { readClan } from "../../src/clan/read-clan.ts";
import { checkouts, clanArguments, reportSkipped, templateFolder } from "../support/clan-core.ts";
import { flakeIn, world } from "../support/evaluator.ts";

const key =
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDhJ0005IOc0Vr25stg9hP55DuVqqBrKpZXsJJptp7+t keith";

/** Machines and services as somebody adds them to the `clan.nix` of a template. */
const more = `
    mini = { tags = [ "server" ]; deploy.targetHost = "root@mini.example.org"; };
    desk = { deploy.buildHost = "root@mini.example.org"; };
    book = { machineClass = "darwin"; tags = [ "server" ]; };
`;
const services = `
    user-keith = {
      module.name = "users";
      roles.default.tags.all = { };
      roles.default.settings = { user = "keith"; prompt = false; groups = [ "wheel" ]; openssh.authorizedKeys.keyFiles = [ ./keith.pub ]; };
      roles.default.machines.desk.settings = { groups = [ "video" ]; };
    };
    traci = { module = { name = "users"; input = "clan-core"; }; roles.default.tags = [ "server" ]; };
    tor.roles.server.tags.nixos = { };
`;

async function read(template: string, isGrown: boolean) {
  const folder = templateFolder(template);
  for (const name of ["clan.nix", "flake.nix"]) {
    const file = join(folder, name);
    const text = readFileSync(file, "utf8").replaceAll(/\{\{\w+\}\}/g, "demo");
    writeFiles(folder, { [name]: isGrown && name === "clan.nix" ? grow(text) : text });
  }
  writeFiles(folder, { "keith.pub": `# of keith\n${key}\n`, "machines/garage/.keep": "" });
  return readClan(world, folder, await flakeIn(folder, clanArguments()));
}

function grow(text: string): string {
  return text
    .replace("inventory.machines = {", (line) => line + more)
    .replace("inventory.instances = {", (line) => line + services)
    .replace("PASTE_YOUR_KEY_HERE", key);
}

reportSkipped("templates of the real clan-core");

describe.skipIf(checkouts === undefined)("a clan of the real clan-core", () => {
  it.each(["default", "flake-parts"])("as its template %s makes it", async (template) => {
    const { value, diagnostics } = await read(template, false);
    expect(diagnostics).toEqual([]);
    expect(value?.fleet.hosts.map(({ name }) => name)).toEqual(["garage"]);
    expect(value?.counts).toMatchObject({ machines: 1, instances: 2, accounts: 1 });
    expect(value?.left.map(({ kind, about }) => `${kind} ${about}`)).toEqual([
      "clan-service sshd",
      "clan-service user-root",
      "bad-key sshd",
    ]);
  });

  it.each(["default", "flake-parts"])("as somebody lets %s grow", async (template) => {
    const { value, diagnostics } = await read(template, true);
    expect(diagnostics).toEqual([]);
    const accounts = value?.fleet.hosts.map(({ name, platform, users }) => [
      `${name} ${platform}`,
      users.map(({ login, groups }) => `${login}: ${groups.join(" ")}`),
    ]);
    expect(accounts).toEqual([
      ["book darwin", []],
      ["desk nixos", ["keith: video wheel", "root: "]],
      ["garage nixos", ["keith: wheel", "root: "]],
      ["mini nixos", ["keith: wheel", "root: ", "traci: "]],
    ]);
    const mini = value?.fleet.hosts.find(({ name }) => name === "mini");
    expect(mini).toMatchObject({ tags: ["server"], deployTarget: "root@mini.example.org" });
    expect(mini?.users[0]).toMatchObject({ sshKeys: [key], keyFiles: ["keith.pub"] });
    // The sshd service has its key, and the users service its password.
    expect(mini?.users[1]).toMatchObject({ sshKeys: [key], isNormal: false });
    expect(mini?.users[1]?.password?.options).toEqual(["hashedPasswordFile"]);
    expect(value?.counts).toMatchObject({ machines: 4, instances: 5, accounts: 7 });
    expect(value?.left.map(({ about }) => about)).toEqual([
      "sshd",
      "tor",
      "traci, user-keith, user-root",
    ]);
  });
});
