import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { repository } from "./offline-flake.ts";

/** An account that the check of a switch looks at. */
interface Account {
  readonly home: string;
  readonly name: string;
  readonly uid: number;
  readonly user: string;
}

let scratch = "";
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), "fleet-uids-"));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const keith: Account = {
  home: "/home/keith",
  name: "keith",
  uid: 1000,
  user: 'user "keith" on host "mini"',
};

/** How NixOS runs the checks: the first release that had them, and those of today. */
const wrappers = {
  "without errexit": (text: string) =>
    `(\n${text}\n) >&2\nif [[ $? != 0 ]]; then\n  echo failed >&2\n  exit 1\nfi\n`,
  "with errexit, as a condition": (text: string) =>
    `set -euo pipefail\nif ! (\n${text}\n) >&2 ; then\n  echo failed >&2\n  exit 1\nfi\n`,
  "with errexit inside": (text: string) =>
    `set -uo pipefail\n(\nset -e\n${text}\n) >&2\nif [ $? -ne 0 ]; then\n  echo failed >&2\n  exit 1\nfi\n`,
};

/** A getent that knows the lines of a passwd file, and of a directory that it does not list. */
function fakeGetent(passwd: readonly string[], directory: readonly string[]): string {
  const path = join(scratch, "getent");
  writeFileSync(join(scratch, "passwd"), passwd.map((line) => `${line}\n`).join(""));
  writeFileSync(join(scratch, "directory"), directory.map((line) => `${line}\n`).join(""));
  writeFileSync(
    path,
    `#!/bin/bash
cd ${scratch}
if [[ $1 == -s ]]; then cat passwd; exit; fi
[[ $1 == passwd && $2 == -- ]] || exit 1
while IFS=: read -r name rest; do
  IFS=: read -r _ uid _ <<< "$rest"
  if [[ $name == "$3" || $uid == "$3" ]]; then echo "$name:$rest"; exit; fi
done < <(cat passwd directory)
exit 2
`,
  );
  chmodSync(path, 0o755);
  return path;
}

function scriptOf(accounts: readonly Account[], getent: string): string {
  const file = join(repository, "nix", "lib", "modules", "nixos", "machine-uids-script.nix");
  const data = join(scratch, "data.json");
  writeFileSync(data, JSON.stringify({ accounts, getent }));
  const run = spawnSync(
    "nix-instantiate",
    [
      "--eval",
      "--json",
      "--strict",
      "--expr",
      `import ${file} (builtins.fromJSON (builtins.readFile ${data}))`,
    ],
    { encoding: "utf8" },
  );
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout);
}

interface Machine {
  readonly passwd: readonly string[];
  readonly directory?: readonly string[];
}

/** What the check says of a machine: nothing where the switch goes on. */
function refuse(
  accounts: readonly Account[],
  { passwd, directory = [] }: Machine,
  wrap: (text: string) => string = wrappers["without errexit"],
): string {
  const text = wrap(scriptOf(accounts, fakeGetent(passwd, directory)));
  const run = spawnSync("bash", ["--norc", "-c", text], { encoding: "utf8" });
  expect(run.status, run.stderr).toBe(run.stderr === "" ? 0 : 1);
  return run.stderr;
}

const rows = {
  root: "root:x:0:0:System administrator:/root:/bin/bash",
  keith: "keith:x:1000:100:Keith:/home/keith:/bin/bash",
  traci: "traci:x:1000:100:Traci:/home/traci:/bin/bash",
};

describe.each(Object.entries(wrappers))("a switch that NixOS checks %s", (_, wrap) => {
  test("goes on where a login has its uid, and on a machine that is new", () => {
    expect(refuse([keith], { passwd: [rows.root, rows.keith] }, wrap)).toBe("");
    expect(refuse([keith], { passwd: [rows.root] }, wrap)).toBe("");
    expect(refuse([], { passwd: [] }, wrap)).toBe("");
  });

  test("stops where another login has the uid", () => {
    expect(refuse([keith], { passwd: [rows.root, rows.traci] }, wrap)).toBe(
      `fleet: user "keith" on host "mini" is to have the uid 1000, and on this machine that is the uid of the login traci, whose files would be theirs.
  If that is somebody else, declare a free uid for the account, and run "fleet generate".
  If it is the same person under an older login, rename it here, as root: usermod --login keith --home /home/keith --move-home traci
To switch all the same: system.preSwitchChecks.fleet-uids = lib.mkForce "true";
failed
`,
    );
  });

  test("stops where the login has another uid", () => {
    expect(refuse([{ ...keith, uid: 1005 }], { passwd: [rows.root, rows.keith] }, wrap)).toContain(
      'is to have the uid 1005, and on this machine the login keith has the uid 1000, which NixOS would not change.\n  Pin the uid that it has in the placement of the account on this host, and run "fleet generate"; or change it here, and the owner of what lies outside of the home directory, as root: usermod --uid 1005 keith\n',
    );
  });
});

test("two logins with one uid are found, whichever of them stands first", () => {
  for (const passwd of [
    [rows.keith, rows.traci],
    [rows.traci, rows.keith],
  ]) {
    const said = refuse([keith], { passwd });
    expect(said).toContain("that is the uid of the login traci");
    // The login is there already: nothing can be renamed to it.
    expect(said).not.toContain("usermod");
  }
});

test("whom a directory service knows counts, though it lists nobody", () => {
  expect(refuse([keith], { passwd: [rows.root], directory: [rows.traci] })).toContain(
    "that is the uid of the login traci",
  );
  expect(
    refuse([{ ...keith, uid: 1005 }], { passwd: [rows.root], directory: [rows.keith] }),
  ).toContain("the login keith has the uid 1000");
});

test("every account is looked at", () => {
  const traci = { ...keith, name: "traci", uid: 1001, user: 'user "traci" on host "mini"' };
  const said = refuse([keith, traci], { passwd: [rows.keith, rows.traci] });
  expect(said.match(/^fleet: /gm)).toHaveLength(2);
});

test("names that a shell would read otherwise stay words", () => {
  const hostile = {
    home: "/home/it's $(touch home)",
    name: "$(touch name)'`touch name`",
    uid: 1000,
    user: `user "'; touch user; '" on host "\${HOME}"`,
  };
  const passwd = ["$(touch other); touch other:x:1000:100::/home/x:/bin/bash"];
  const said = refuse([hostile], { passwd });
  expect(said).toContain(`fleet: user "'; touch user; '" on host "\${HOME}" is to have`);
  expect(said).toContain("the login \\$\\(touch\\ other\\)\\;\\ touch\\ other, whose");
  for (const file of ["home", "name", "other", "user"]) {
    expect(spawnSync("test", ["-e", join(scratch, file)]).status).toBe(1);
  }
});
