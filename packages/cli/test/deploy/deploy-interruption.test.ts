import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { type DeployFleet, deployFleet } from "./deploy-fleet.ts";
import { serversConfig, serversFiles } from "./servers.ts";
import { watchDeploy } from "./watched-deploy.ts";

const servers = () => deployFleet(serversConfig(3), { files: serversFiles(3) });

async function untilBegun({ begun }: DeployFleet, count: number): Promise<void> {
  while (begun().length < count) await wait(20);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe("Ctrl-C while hosts are deployed", () => {
  it("ends the commands, and says who is where", async () => {
    const fleet = await servers();
    fleet.behave({ web1: { hang: true, child: true }, web2: { hang: true } });
    const { pressed, ended } = watchDeploy(fleet, ["--yes", "--jobs", "2", "tag:server"]);
    await untilBegun(fleet, 2);
    pressed.interrupt();
    const { exitCode, stdout, stderr } = await ended;
    expect(exitCode).toBe(1);
    expect(stderr).toContain("What was begun on the host itself may still go on there. Read: /");
    expect(stdout).toMatch(/^web1 +ended halfway/m);
    expect(stdout).toMatch(/^web2 +ended halfway/m);
    expect(stdout).toMatch(/^web3 +not begun +it was ended before/m);
    expect(fleet.calls().map(({ pid }) => isAlive(pid))).toEqual([false, false]);
  });

  it("lets the next run begin", async () => {
    const fleet = await servers();
    fleet.behave({ web1: { hang: true } });
    const { pressed, ended } = watchDeploy(fleet, ["--yes", "web1"]);
    await untilBegun(fleet, 1);
    pressed.interrupt();
    await ended;
    fleet.behave({});
    expect((await fleet.deploy("--yes", "web1")).status).toBe(0);
  });
});

describe("a terminal that goes away", () => {
  it("lets what runs come to its end, and begins nothing more", async () => {
    const fleet = await servers();
    fleet.behave({ web1: { take: 500 } });
    const { pressed, ended } = watchDeploy(fleet, ["--yes", "--jobs", "1", "tag:server"]);
    await untilBegun(fleet, 1);
    pressed.hangUp();
    const { exitCode, stdout } = await ended;
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^web1 +deployed/m);
    expect(stdout).toMatch(/^web2 +not begun +the terminal went away before/m);
  });
});

describe("what is seen while hosts are deployed", () => {
  it("is a line for each that begins and ends, where nobody sees a terminal", async () => {
    const fleet = await servers();
    fleet.behave({ web2: { exit: 1 } });
    const { told, ended } = watchDeploy(fleet, ["--yes", "--jobs", "1", "tag:server"]);
    await ended;
    expect(told.map((line) => line.replace(/\d+ s/, "N s"))).toEqual([
      expect.stringMatching(/^Logs: /),
      "web1: begun",
      "web1: deployed after N s",
      "web2: begun",
      "web2: failed after N s: nixos-rebuild ended with 1",
    ]);
  });

  it("is a list with the last line of each log on a terminal", async () => {
    const fleet = await servers();
    fleet.behave({ web1: { take: 900, print: "building\ncopying path\n" } });
    const { lists, ended } = watchDeploy(fleet, ["--yes", "--jobs", "1", "tag:server"], true);
    await ended;
    expect(lists.at(-1)).toEqual([]);
    expect(lists.flat().map((line) => line.replace(/\d+ s/, "N s"))).toContain(
      "> web1  N s  copying path",
    );
  });

  it("shows nothing of a log that would do something to the terminal", async () => {
    const fleet = await servers();
    fleet.behave({
      web1: { take: 900, print: `\u001b[2J\u001b]0;title\u0007${"x".repeat(4000)}` },
    });
    const { lists, ended } = watchDeploy(fleet, ["--yes", "--jobs", "1", "web1", "web2"], true);
    await ended;
    const shown = lists.flat().find((line) => line.startsWith("> web1") && line.includes("xxx"));
    expect(shown?.length).toBeLessThan(600);
    expect(lists.flat().join("")).not.toMatch(/\p{Cc}/u);
  });
});
