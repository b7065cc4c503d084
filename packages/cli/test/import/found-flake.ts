import { testRepository } from "@fleet/test-kit";

const key =
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIbcnZuY0UgA9yCr5H2APlwM8gl6dFzWB+ZsxN5024F+ ada: test key";

/** Outputs of two hosts on which one key opens two logins, as far as an import looks at them. */
export const twoLogins = `nixosConfigurations = {
  mini = system [ (person "ada" { uid = 1000; extraGroups = [ "wheel" ]; }) ];
  desk = system [ (person "adal" { uid = 1000; extraGroups = [ "wheel" ]; }) ];
};`;

/** A repository with a flake of these outputs, which takes no inputs and no module system. */
export function flakeRepository(outputs: string): string {
  return testRepository({
    "flake.nix": `{
  outputs = { self, ... }:
    let
      person = login: more: {
        name = login;
        isNormalUser = true;
        description = "Ada";
        group = "users";
        home = "/home/\${login}";
        createHome = true;
        openssh.authorizedKeys.keys = [ "${key}" ];
      } // more;
      root = {
        name = "root";
        isNormalUser = false;
        uid = 0;
        group = "root";
        extraGroups = [ ];
        home = "/root";
      };
      system = people: {
        config = {
          users.users = builtins.listToAttrs (map (value: { inherit (value) name; inherit value; }) ([ root ] ++ people));
          users.groups = { users.gid = 100; };
          system.stateVersion = "24.05";
          nix.settings.trusted-users = [ "root" ];
        };
        options = { };
        pkgs.stdenv.hostPlatform.system = "x86_64-linux";
      };
    in
    { ${outputs} };
}
`,
  });
}
