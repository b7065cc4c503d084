import type { Engine } from "../engine.ts";
import { option } from "../words.ts";

/** The command of clan, which knows where machines are. */
export const clan: Engine = {
  isStartedOnHost: false,
  systemWords({ id, deploy: { target, buildHost } }, { variables }) {
    const where = [...option("--target-host", target), ...option("--build-host", buildHost)];
    const open = variables.length === 0 ? [] : ["--option", "pure-eval", "false"];
    return ["clan", "machines", "update", id, ...where, ...open];
  },
};
