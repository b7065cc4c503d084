import type { Engine } from "../engine.ts";
import { openEvaluation, option } from "../words.ts";

/** The command of clan, which knows where machines are (clan-core 2026-08, clan_cli/machines/update.py). */
export const clan: Engine = {
  program: "clan",
  source: "git+https://git.clan.lol/clan/clan-core#clan-cli",
  isStartedOnHost: false,
  systemWords({ id, deploy: { target, buildHost } }, { variables }) {
    const where = [...option("--target-host", target), ...option("--build-host", buildHost)];
    return ["clan", "machines", "update", id, ...where, ...openEvaluation(variables)];
  },
  rolloutWords: (hosts, { variables }) => [
    ...["clan", "machines", "update", ...hosts.map(({ id }) => id)],
    ...openEvaluation(variables),
  ],
};
