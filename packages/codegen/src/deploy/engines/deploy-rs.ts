import type { Engine } from "../engine.ts";
import { option, passedOn } from "../words.ts";

/** The command of deploy-rs, which knows where hosts are. */
export const deployRs: Engine = {
  isStartedOnHost: false,
  systemWords({ id, deploy: { target } }, { flake, variables }) {
    const [user, name] = target?.includes("@") ? target.split("@") : [undefined, target];
    const where = [...option("--ssh-user", user), ...option("--hostname", name)];
    return ["deploy", `${flake}#${id}`, ...where, ...passedOn(variables)];
  },
};
