import type { Engine } from "../engine.ts";
import { option, passedOn } from "../words.ts";

/** The command of deploy-rs, which knows where hosts are. */
export const deployRs: Engine = {
  isStartedOnHost: false,
  systemWords({ id, deploy: { target } }, { flake, variables }) {
    const [user, name] = target?.includes("@") ? target.split("@") : [undefined, target];
    const where = [...option("--ssh-user", user), ...option("--hostname", name)];
    // What stands behind a dot is the name of a profile (deploy-rs, src/lib.rs, parse_fragment).
    const node = id.includes(".") ? JSON.stringify(id) : id;
    return ["deploy", `${flake}#${node}`, ...where, ...passedOn(variables)];
  },
};
