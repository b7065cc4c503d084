import type { CodeServerDeclaration } from "../declaration/hosts/service-declaration.ts";
import type { Host, Placement, User } from "../parse/fleet.ts";
import { isDisabledOn } from "./accounts/disabled.ts";
import type { Decided } from "./resolved-fleet.ts";

/** An editor in the browser that runs as an account. */
export interface CodeServer {
  readonly auth: "none" | "password";
  /** The address that it listens on. */
  readonly host: string;
  readonly port: number;
  readonly workingDirectory: string;
}

/** What a placement or else its user declares of code-server for a host; undefined where it does not run. */
export function declaredCodeServer(
  host: Host,
  user: User,
  placement: Placement,
): Decided<CodeServerDeclaration> | undefined {
  const { own, path } = placement;
  // Elsewhere there is no systemd to run it, which is reported where somebody asks for it.
  if (host.platform !== "nixos" || isDisabledOn(user, placement)) return undefined;
  const here = own.services?.codeServer;
  if (here !== undefined) {
    return here === null || here.enable === false
      ? undefined
      : { value: here, origin: "placement", path: [...path, "services", "codeServer"] };
  }
  const { codeServer } = user;
  if (codeServer === undefined || codeServer.enable === false) return undefined;
  const isHere = codeServer.hosts?.includes(host.id) ?? true;
  const place = ["users", user.id, "services", "codeServer"];
  return isHere ? { value: codeServer, origin: "user", path: place } : undefined;
}

/** Writes a code-server of an account out in full. */
export function resolveCodeServer(
  { value, ...decision }: Decided<CodeServerDeclaration>,
  homeDirectory: string,
): Decided<CodeServer> {
  const { auth = "password", host = "127.0.0.1", port, workingDirectory = homeDirectory } = value;
  return { value: { auth, host, port, workingDirectory }, ...decision };
}
