// What `fleet deploy` costs beside the commands that it runs: the same commands, as many at once, by xargs.
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { medians, peak } from "./measure.mjs";
import { formatTable, mib, seconds } from "./table.mjs";

const fleetMain = join(import.meta.dirname, "..", "packages", "cli", "dist", "main.js");
const jobs = 20;

/** Measures all sizes, with an engine that prints a few lines and one that prints a megabyte. */
export function benchDeploy(folder, sizes) {
  const rows = sizes.map((size) => measureSize(join(folder, `deploy-${size}`), size));
  const title = `fleet deploy --jobs ${jobs}: seconds, and the most memory`;
  const head = [
    "hosts",
    "xargs",
    "deploy",
    "of our own",
    "ms a host",
    "memory",
    "of a megabyte each",
  ];
  return `${title}\n${formatTable(head, rows)}`;
}

function measureSize(root, size) {
  writeFleet(root, size);
  const engine = (name, text) => {
    const bin = join(root, "..", `${name}-${size}`);
    mkdirSync(bin);
    writeFileSync(join(bin, "nixos-rebuild"), `#!/bin/sh\n${text}\n`);
    chmodSync(join(bin, "nixos-rebuild"), 0o755);
    return {
      FLEET_CACHE_DIR: join(root, ".cache-fleet"),
      XDG_STATE_HOME: join(root, "..", `state-${size}`),
      PATH: `${bin}:${process.env.PATH}`,
      USER: "ada",
    };
  };
  const quiet = engine("quiet", "echo building; echo switching; exit 0");
  const loud = engine("loud", "head -c 1000000 /dev/zero; exit 0");
  const deploy = {
    command: process.execPath,
    args: [fleetMain, "deploy", "--yes", "--jobs", String(jobs), "--root", root, "tag:server"],
    env: quiet,
  };
  const list = join(root, "..", `names-${size}`);
  writeFileSync(list, `${hostNames(size).join("\n")}\n`);
  const words = "nixos-rebuild switch --flake .#{} --target-host root@{} >/dev/null 2>&1";
  const floor = {
    command: "sh",
    args: ["-c", `xargs -a '${list}' -P ${jobs} -I{} sh -c '${words}'`],
    env: quiet,
  };
  const [floorTime, deployTime] = medians([floor, deploy], 7);
  const own = deployTime - floorTime;
  return [
    String(size),
    seconds(floorTime),
    seconds(deployTime),
    seconds(own),
    ((own * 1000) / size).toFixed(1),
    mib(peak(deploy)),
    mib(peak({ ...deploy, env: loud })),
  ];
}

function hostNames(size) {
  return Array.from({ length: size }, (_, index) => `web${index}`);
}

function writeFleet(root, size) {
  mkdirSync(join(root, "hosts"), { recursive: true });
  const hosts = hostNames(size).map(
    (name) => `  ${name}: { system: x86_64-linux, users: [ada], tags: [server] }\n`,
  );
  for (const name of hostNames(size)) writeFileSync(join(root, "hosts", `${name}.nix`), "{ }\n");
  writeFileSync(
    join(root, "fleet.config.yaml"),
    `users: { ada: { fullName: Ada, isAdmin: true, uid: 1000, home: none } }
hosts:
${hosts.join("")}defaults: { stateVersion: "25.11", deploy: { target: "root@{host}.lan" } }
`,
  );
  writeFileSync(join(root, ".gitignore"), ".cache-*\n");
  const git = (...args) => {
    const who = ["-c", "user.name=bench", "-c", "user.email=bench@example.org"];
    execFileSync("git", ["-C", root, ...who, ...args], { stdio: "ignore" });
  };
  git("init", "--quiet");
  git("add", "--all");
  execFileSync(process.execPath, [fleetMain, "generate", "--root", root], { stdio: "ignore" });
  git("add", "--all");
  git("commit", "--quiet", "--message", "all");
}
