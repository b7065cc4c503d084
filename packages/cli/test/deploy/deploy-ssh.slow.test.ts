import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { type DeployFleet, deployFleet } from "./deploy-fleet.ts";
import { serversFiles } from "./servers.ts";
import { type SshHosts, sshHosts, whyNoHosts } from "./ssh-hosts.ts";
import { watchDeploy } from "./watched-deploy.ts";

const reason = whyNoHosts();
// biome-ignore lint/suspicious/noConsole: what is not tested has to be seen.
if (reason !== undefined) console.warn(`Nothing is deployed by SSH in the tests: ${reason}.`);

/** Machines, and a fleet of them. */
async function reachable(count: number): Promise<{ machines: SshHosts; fleet: DeployFleet }> {
  const machines = await sshHosts(count);
  const hosts = machines.hosts.map(
    ({ name, address }) =>
      `  ${name}: { system: x86_64-linux, users: [ada], tags: [server], deploy: { target: "root@${address}" } }\n`,
  );
  const config = `users:
  ada: { fullName: Ada, isAdmin: true, uid: 1000, home: none }
hosts:
${hosts.join("")}  desk: { system: x86_64-linux, users: [ada] }
defaults: { stateVersion: "25.11" }
`;
  const fleet = await deployFleet(config, { files: serversFiles(count) });
  copyFileSync(machines.program, join(fleet.bin, "nixos-rebuild"));
  return { machines, fleet };
}

describe.skipIf(reason !== undefined)("hosts that are reached by SSH", () => {
  it("are deployed in order, one after another", async () => {
    const { machines, fleet } = await reachable(3);
    const { status } = await fleet.deploy("--yes", "--jobs", "1", "tag:server");
    expect(status).toBe(0);
    expect(machines.notes()).toEqual(
      ["web1", "web2", "web3"].flatMap((name) => [`${name} begun`, `${name} ended`]),
    );
  });

  it("are deployed so many at once", async () => {
    const { machines, fleet } = await reachable(4);
    for (const { name } of machines.hosts) machines.set(name, "sleep 0.4");
    expect((await fleet.deploy("--yes", "--jobs", "2", "tag:server")).status).toBe(0);
    let running = 0;
    const most = machines.notes().map((note) => {
      running += note.endsWith("begun") ? 1 : -1;
      return running;
    });
    expect(Math.max(...most)).toBe(2);
  });

  it("keep no others from it that are down, where that is wanted", async () => {
    const { machines, fleet } = await reachable(3);
    machines.hosts[1]?.unplug();
    const { status, stdout, stderr } = await fleet.deploy(
      ...["--yes", "--jobs", "1", "--keep-going", "tag:server"],
    );
    expect(status).toBe(1);
    expect(stdout).toMatch(/^web1 +deployed/m);
    expect(stdout).toMatch(/^web2 +failed +\d+ s +nixos-rebuild ended with 255/m);
    expect(stdout).toMatch(/^web3 +deployed/m);
    expect(stderr).toMatch(/timed out|No route to host/);
  });

  it("are not begun after one that is down, where it is not", async () => {
    const { machines, fleet } = await reachable(2);
    machines.hosts[0]?.unplug();
    const { stdout } = await fleet.deploy("--yes", "--jobs", "1", "tag:server");
    expect(stdout).toMatch(/^web2 +not begun/m);
    expect(machines.notes()).toEqual([]);
  });

  it("are let go of where one hangs and somebody presses Ctrl-C", async () => {
    const { machines, fleet } = await reachable(3);
    machines.set("web1", "sleep 600");
    const { pressed, ended } = watchDeploy(fleet, ["--yes", "--jobs", "1", "tag:server"]);
    while (machines.notes().length === 0) await wait(50);
    pressed.interrupt();
    const { exitCode, stdout } = await ended;
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^web1 +ended halfway/m);
    expect(stdout).toMatch(/^web2 +not begun +it was ended before/m);
    expect(machines.notes()).toEqual(["web1 begun"]);
  });
});
