import type { Engine } from "../engine.ts";
import { impure } from "../words.ts";

/** The command of colmena, which knows where hosts are. */
export const colmena: Engine = {
  isStartedOnHost: false,
  systemWords: ({ id }, { variables }) => ["colmena", "apply", "--on", id, ...impure(variables)],
};
