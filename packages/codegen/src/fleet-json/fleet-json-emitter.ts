import type { Emitter } from "../emitter.ts";
import type { GeneratedFile } from "../generated-file.ts";
import { renderCommonEntries } from "./common-entries.ts";
import { fleetIndexPath, indexThreshold, renderIndex } from "./fleet-index.ts";
import { fleetJsonPath, renderFleetJson } from "./fleet-json.ts";

/** The contract with Nix, and beside a large one its index. */
export const fleetJsonEmitter: Emitter = {
  name: "fleet-json",
  paths: [fleetIndexPath, fleetJsonPath],
  files(computed, digest) {
    const common = renderCommonEntries(computed);
    const rendered = renderFleetJson(computed, common);
    const file: GeneratedFile = { path: fleetJsonPath, contents: rendered.contents };
    if (rendered.hosts.length <= indexThreshold) return [file];
    return [{ path: fleetIndexPath, contents: renderIndex(common, rendered, digest) }, file];
  },
};
