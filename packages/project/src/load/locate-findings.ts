import type { Finding } from "@fleet/diagnostics";
import { type Diagnostic, holdsPrivateKey } from "@fleet/diagnostics";
import type { ConfigKind } from "./config-file.ts";
import { createPathLocator } from "./locate-path.ts";

/** A config's text, to find places in. */
export interface ConfigText {
  readonly name: string;
  readonly kind: ConfigKind;
  /** Undefined where it could not be read. */
  readonly text: string | undefined;
}

/** Adds to diagnostics about the declaration the file and, where it can be found, the position. */
export async function locateFindings(
  diagnostics: readonly Diagnostic[],
  config: ConfigText,
): Promise<Finding[]> {
  const isVague = ({ path, file, position }: Diagnostic) =>
    path.length > 0 && (file ?? config.name) === config.name && position === undefined;
  const locate =
    config.text !== undefined && diagnostics.some(isVague)
      ? await createPathLocator(config.text.replace(/^\ufeff/, ""), config.kind)
      : () => undefined;
  return diagnostics.map((diagnostic) => {
    const position = isVague(diagnostic) ? locate(diagnostic.path) : diagnostic.position;
    return {
      ...redact(diagnostic),
      file: diagnostic.file ?? config.name,
      ...(position === undefined ? {} : { position }),
    };
  });
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
