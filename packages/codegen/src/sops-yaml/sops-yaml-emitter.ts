import type { Emitter } from "../emitter.ts";
import { unstamped } from "../fleet-json/stamp.ts";

/** Where sops looks for its rules. */
export const sopsYamlPath = ".sops.yaml";

/** The rules of sops, whose text `@fleet/secrets` renders; none where nobody can decrypt anything. */
export const sopsYamlEmitter: Emitter = {
  name: "sops-yaml",
  paths: [sopsYamlPath],
  files({ secrets }) {
    const text = secrets?.sopsYaml;
    return text === undefined ? [] : [{ path: sopsYamlPath, contents: leaveRoom(text) }];
  },
};

/** The text with a second line of comment that holds the place for its digest. */
function leaveRoom(text: string): string {
  const end = text.indexOf("\n") + 1;
  return `${text.slice(0, end)}# "generated": "${unstamped}"\n${text.slice(end)}`;
}
