import { setTimeout as wait } from "node:timers/promises";
import { expect, it } from "vitest";
import { deployFleet } from "./deploy-fleet.ts";
import { serversConfig, serversFiles } from "./servers.ts";
import { watchDeploy } from "./watched-deploy.ts";

it("makes a command end that does not hear that it is to", async () => {
  const fleet = await deployFleet(serversConfig(2), { files: serversFiles(2) });
  fleet.behave({ web1: { hang: true, deaf: true, child: true } });
  const { pressed, ended } = watchDeploy(fleet, ["--yes", "--jobs", "1", "tag:server"]);
  while (fleet.begun().length === 0) await wait(20);
  pressed.interrupt();
  const { exitCode, stdout } = await ended;
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/^web1 +ended halfway/m);
  const [call] = fleet.calls();
  expect(() => process.kill(call?.pid ?? 0, 0)).toThrow("ESRCH");
});
