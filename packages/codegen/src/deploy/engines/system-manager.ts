import type { Engine } from "../engine.ts";
import { attributeName, option } from "../words.ts";

/**
 * The command of system-manager, for other distributions (1.1, crates/system-manager/src/main.rs). It deploys
 * `systemConfigs.<host>`, whose name it puts into an expression as it is (system-manager-engine/src/register.rs).
 */
export const systemManager: Engine = {
  program: "system-manager",
  source: "github:numtide/system-manager",
  isStartedOnHost: true,
  reads: {
    input: "system-manager",
    output: "systemConfigs",
    url: "github:numtide/system-manager",
  },
  least: {
    arguments: ["--version"],
    version: [1, 0],
    lacks: "--sudo",
  },
  systemWords({ id, deploy: { target } }, { flake }) {
    const root = target?.startsWith("root@") === true ? [] : ["--sudo"];
    const where = option("--target-host", target);
    return [
      "system-manager",
      "switch",
      "--flake",
      `${flake}#${attributeName(id)}`,
      ...where,
      ...root,
    ];
  },
};
