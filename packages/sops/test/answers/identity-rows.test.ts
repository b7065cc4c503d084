import { execFileSync } from "node:child_process";
import { chmodSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { openProject } from "@fleet/project";
import { nodeWorld } from "@fleet/project/node";
import { testdir } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { examineIdentities, readSecrets } from "../../src/index.ts";
import { declaration, encryptedFor, openSecrets, worldOf } from "../support/memory-fleet.ts";

/** A home with these files in it, and what of a world depends on it. */
function home(files: Readonly<Record<string, string>>, more: Record<string, string> = {}) {
  const folder = testdir({ ".keep": "", ...files });
  const { PATH } = process.env;
  return nodeWorld({ folder, environment: { PATH, HOME: folder, ...more } });
}

function makeKey(): { readonly text: string; readonly recipient: string; readonly secret: string } {
  const text = execFileSync("age-keygen", {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [recipient = ""] = /age1[a-z0-9]+/.exec(text) ?? [];
  const [secret = ""] = /AGE-SECRET-KEY-\S+/.exec(text) ?? [];
  return { text, recipient, secret };
}

const opened = () => openSecrets(worldOf({ "secrets/shared.yaml": encryptedFor("keith") }));
const usual = ".config/sops/age/keys.txt";

describe("the identities of whoever runs fleet", () => {
  it("are the files that sops reads, with how many secret files each opens by what those say", async () => {
    const { text, recipient, secret } = makeKey();
    const world = home({ [usual]: text });
    chmodSync(join(world.folder, usual), 0o600);
    const declared = {
      ...declaration,
      users: { ...declaration.users, keith: { ...declaration.users.keith, ageKeys: [recipient] } },
    };
    const shared = encryptedFor("keith").replaceAll(/recipient: \S+/g, `recipient: ${recipient}`);
    const fleet = worldOf({ "secrets/shared.yaml": shared }, declared);
    const read = readSecrets(await openProject(fleet));
    const rows = await examineIdentities(world, read.ok ? read.value : undefined);
    expect(rows.map(({ what, fitness, says }) => [what, fitness, says])).toEqual([
      ["key file", "ok", `~/${usual} opens 1 of 1 secret file`],
      ["all your keys", "ok", "You open 1 of 1 secret file."],
    ]);
    expect(JSON.stringify(rows)).not.toContain(secret);
  });

  it("warn of a key file that others can read", async () => {
    const { text } = makeKey();
    const world = home({ [usual]: text });
    chmodSync(join(world.folder, usual), 0o644);
    const [row] = await examineIdentities(world, undefined);
    expect(row).toMatchObject({ fitness: "warning", fact: "1 public key; readable by others" });
    expect(row?.cure).toContain("chmod 600");
  });

  it("say that nothing is known of a key with a passphrase, or in a plugin", async () => {
    const locked = "-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n-----END AGE ENCRYPTED FILE-----\n";
    const rows = await examineIdentities(home({ [usual]: locked }), await opened());
    expect(rows[0]?.says).toContain("unknown: it has a passphrase");
    expect(rows.at(-1)).toMatchObject({ fitness: "ok", fact: "0 of 1" });
    const plugin =
      "#    Recipient: age1yubikey1qwxyz0123456789qwxyz0123\nAGE-PLUGIN-YUBIKEY-1QWERTY\n";
    const [ofPlugin] = await examineIdentities(home({ [usual]: plugin }), undefined);
    expect(ofPlugin?.says).toContain("it needs age-plugin-yubikey");
    expect(ofPlugin?.says).toContain("1 public key");
  });

  it("warn where nothing opens any file", async () => {
    const rows = await examineIdentities(home({}), await opened());
    expect(rows.map(({ what, fitness }) => [what, fitness])).toEqual([
      ["all your keys", "warning"],
    ]);
  });

  it("tell by its header whether an SSH key has a passphrase, and name no letter of it", async () => {
    const world = home({ ".ssh/known_hosts": "" });
    const make = (name: string, words: string) =>
      execFileSync(
        "ssh-keygen",
        ["-q", "-t", "ed25519", "-N", words, "-C", "", "-f", join(world.folder, ".ssh", name)],
        { stdio: "ignore" },
      );
    make("id_ed25519", "");
    const [open] = await examineIdentities(world, undefined);
    expect(open).toMatchObject({ what: "SSH key", says: "~/.ssh/id_ed25519 1 public key" });
    const other = home({ ".ssh/known_hosts": "" });
    execFileSync(
      "ssh-keygen",
      ["-q", "-t", "ed25519", "-N", "correct horse", "-f", join(other.folder, ".ssh/id_ed25519")],
      { stdio: "ignore" },
    );
    const rows = await examineIdentities(other, undefined);
    expect(rows[0]?.says).toContain("unknown: it has a passphrase");
    const body = readFileSync(join(other.folder, ".ssh/id_ed25519"), "utf8").split("\n")[1] ?? "";
    expect(JSON.stringify(rows)).not.toContain(body.slice(0, 20));
  });

  it("start no program that hands out keys, and never show what a variable holds", async () => {
    const { secret } = makeKey();
    const world = home({}, { SOPS_AGE_KEY: secret, SOPS_AGE_KEY_CMD: "touch started" });
    const rows = await examineIdentities(world, undefined);
    expect(rows.map(({ what, says }) => [what, says])).toEqual([
      ["variable", "SOPS_AGE_KEY 1 public key"],
      [
        "command",
        "SOPS_AGE_KEY_CMD 0 public keys; unknown: a program hands keys to sops, and was not asked",
      ],
    ]);
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect(world.disk.inspect(join(world.folder, "started"))).toBeUndefined();
  });

  it("say of an agent that sops does not ask it", async () => {
    const rows = await examineIdentities(home({}, { SSH_AUTH_SOCK: "/nowhere" }), undefined);
    expect(rows.map(({ what, says }) => [what, says])).toEqual([
      ["SSH agent", "One is running. sops and age do not ask it: they need the key's file."],
    ]);
  });
});
