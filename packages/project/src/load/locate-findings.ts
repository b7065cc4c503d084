import type { Finding, Position } from "@fleet/diagnostics";
import { type Diagnostic, holdsPrivateKey, type Path, positionAt } from "@fleet/diagnostics";
import type { ConfigText } from "../config-text/config-text-types.ts";

/** A config, to find places in. */
export interface LocatedConfig {
  /** Its name, from the root. */
  readonly name: string;
  /** Undefined where it could not be read. */
  readonly text: ConfigText | undefined;
  /** What `text` was opened from. */
  readonly source: string | undefined;
}

/** Adds to diagnostics about the declaration the file and, where it can be found, the position. */
export async function locateFindings(
  diagnostics: readonly Diagnostic[],
  config: LocatedConfig,
): Promise<Finding[]> {
  const isVague = ({ path, file, position }: Diagnostic) =>
    path.length > 0 && (file ?? config.name) === config.name && position === undefined;
  return Promise.all(
    diagnostics.map(async (diagnostic) => {
      const { path } = diagnostic;
      const position = isVague(diagnostic) ? await locate(path, config) : diagnostic.position;
      return {
        ...redact(diagnostic),
        file: diagnostic.file ?? config.name,
        ...(position === undefined ? {} : { position }),
      };
    }),
  );
}

async function locate(path: Path, { text, source }: LocatedConfig): Promise<Position | undefined> {
  const place = await text?.locate(path);
  if (place === undefined || source === undefined) return undefined;
  return positionAt(source, place.start);
}

function redact(diagnostic: Diagnostic): Diagnostic {
  const { message, help } = diagnostic;
  const hidden = "There is a private key in what would be said here, so it is not shown.";
  return {
    ...diagnostic,
    message: holdsPrivateKey(message) ? hidden : message,
    ...(help !== undefined && holdsPrivateKey(help) ? { help: hidden } : {}),
  };
}
