import type { Emitter } from "../emitter.ts";

/** Where sops looks for its rules. */
export const sopsYamlPath = ".sops.yaml";

/** The rules of sops, whose text `@fleet/secrets` renders; none where nobody can decrypt anything. */
export const sopsYamlEmitter: Emitter = {
  name: "sops-yaml",
  paths: [sopsYamlPath],
  files({ secrets }) {
    const text = secrets?.sopsYaml;
    return text === undefined ? [] : [{ path: sopsYamlPath, contents: text }];
  },
};
