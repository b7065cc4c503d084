import { printAttrPath } from "@fleet/nix-eval";
import type { TestFleet } from "../support/computed-fleet.ts";

/** A fleet of a server and a Mac. What Nix makes of them stands in a flake's text; there is no module system, and so no input. */
export const textFleet: TestFleet = {
  declaration: {
    users: {
      coal: {
        fullName: "Coal",
        isAdmin: true,
        uid: 1000,
        services: { codeServer: { port: 8080, hosts: ["devbox"] } },
      },
      henry: { fullName: "Henry", uid: 1002 },
      janet: { fullName: "Janet" },
    },
    hosts: {
      devbox: { system: "x86_64-linux", users: ["coal", "henry"] },
      blackphos: { system: "aarch64-darwin", users: { coal: { uid: 501 }, janet: { uid: 503 } } },
    },
    groups: { media: { gid: 2000, hosts: ["devbox"] } },
    layout: { user: [], host: [] },
    defaults: {
      stateVersion: "24.05",
      shell: "bash",
      homeMode: { admin: "none", nonAdmin: "none" },
    },
  },
  files: [],
};

/** What differs in the flake's text from what was computed, as members of attribute sets in Nix. */
export interface TextChanges {
  /** Of the unit that runs code-server for Coal, and its `serviceConfig`. */
  readonly unit?: string;
  readonly serviceConfig?: string;
  /** Further services, and other members of `systemd`. */
  readonly services?: string;
  readonly systemd?: string;
  readonly gid?: string;
  /** Of Janet's account on the Mac, further accounts there, and other members of `users`. */
  readonly janet?: string;
  readonly macUsers?: string;
  readonly mac?: string;
  /** Other members of the Mac's settings. */
  readonly macSettings?: string;
}

const person = (login: string, name: string, home: string) =>
  `description = "${name}"; name = "${login}"; home = "${home}/${login}"; shell.pname = "bash";`;

/** What Nix would make of the two hosts, as configurations in a flake's text. */
function writeHosts(changes: TextChanges): { readonly devbox: string; readonly blackphos: string } {
  const server = (login: string, name: string) => `isNormalUser = true; group = "users";
      ${person(login, name, "/home")}`;
  const devbox = `{
    pkgs = pkgs "x86_64-linux";
    config = {
      networking.hostName = "devbox";
      nix.settings.trusted-users = [ "root" "coal" ];
      system.stateVersion = "24.05";
      users.groups.media = { name = "media"; members = [ ]; gid = ${changes.gid ?? "2000"}; };
      users.groups.wheel = { name = "wheel"; members = [ ]; };
      users.users.coal = { uid = 1000; extraGroups = [ "wheel" ]; ${server("coal", "Coal")} };
      users.users.henry = { uid = 1002; extraGroups = [ ]; ${server("henry", "Henry")} };
      systemd = { ${changes.systemd ?? ""} services = {
        code-server-coal = { wantedBy = [ "multi-user.target" ]; } // { ${changes.unit ?? ""} } // {
          serviceConfig = {
            ExecStart = "/store/bin/code-server --bind-addr 127.0.0.1:8080 --auth password --disable-telemetry /home/coal";
            User = "coal";
            WorkingDirectory = "/home/coal";
          } // { ${changes.serviceConfig ?? ""} };
        };
        ${changes.services ?? ""}
      }; };
    };
  }`;
  const blackphos = `{
    pkgs = pkgs "aarch64-darwin";
    config = {
      networking.hostName = "blackphos"; ${changes.macSettings ?? ""}
      nix.settings.trusted-users = [ "root" "coal" ];
      users = { knownUsers = [ "janet" ]; groups = { }; users = {
        coal = { uid = 501; gid = 20; ${person("coal", "Coal", "/Users")} };
        janet = { uid = 503; gid = 20; ${person("janet", "Janet", "/Users")} } // { ${changes.janet ?? ""} };
        ${changes.macUsers ?? ""}
      }; } // { ${changes.mac ?? ""} };
    };
  }`;
  return { devbox, blackphos };
}

/** A flake that has both hosts once for each case, under its name. */
export function writeTextFlake(cases: ReadonlyMap<string, TextChanges>): string {
  const hosts = [...cases].flatMap(([name, changes]) => {
    const { devbox, blackphos } = writeHosts(changes);
    return [
      `${printAttrPath(["nixosConfigurations", name])} = ${devbox};`,
      `${printAttrPath(["darwinConfigurations", name])} = ${blackphos};`,
    ];
  });
  return `{ outputs = _: let pkgs = system: { bash.pname = "bash"; stdenv.hostPlatform = { inherit system; }; }; in {
${hosts.join("\n")}
}; }
`;
}
