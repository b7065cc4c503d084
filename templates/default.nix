# What `nix flake init -t` offers. `npm run templates` makes the folders from examples/.
let
  next = named: steps: ''
    ${named} Next:

    ${builtins.concatStringsSep "\n" (map (step: "- ${step}") steps)}
    - `git add --all`, then `nix run .#fleet -- generate`, then `git add --all` again.
    - `nix run .#fleet -- check` says what is wrong; `nix run .#fleet -- check --explain deploy`, with
      which command each machine is switched.
  '';
  hardware = "Put what `nixos-generate-config --show-hardware-config` prints on a machine into its `hosts/…/hardware.nix`.";
  names = "Call people and machines what they are called: in `fleet.config.ts`, and the files in `hosts/` and `users/`.";
  uids = "Declare for everybody the uid that `id -u` prints on the machine, where they have an account already.";
  keys = "Keys and secrets are comments in `fleet.config.ts`: write your own.";
in
{
  default = {
    path = ./default;
    description = "One machine and its admin";
    welcomeText = next "A fleet of one machine, `machine`, and its admin, `admin`." [
      names
      hardware
    ];
  };
  family = {
    path = ./family;
    description = "NixOS machines that a family shares, with profiles, features and groups";
    welcomeText = next "A fleet of two machines and three people." [
      names
      hardware
      uids
      keys
    ];
  };
  macs = {
    path = ./macs;
    description = "Macs with nix-darwin, one person under two logins, homes that people switch themselves";
    welcomeText = next "A fleet of three Macs and three people." [
      names
      uids
      "In `hosts/shared`, say `nix.enable = false;` if Determinate's installer installed Nix."
    ];
  };
  dendritic = {
    path = ./dendritic;
    description = "Macs and servers from modules by name, for flakes of flake-parts modules, with clan and nh";
    welcomeText = next "A fleet of four Macs and four servers. All modules are in `modules/`, by name." [
      "Call people and machines what they are called: in `fleet.config.ts`, and by the names in `modules/`."
      uids
      keys
    ];
  };
  servers = {
    path = ./servers;
    description = "Servers that admins reach by SSH keys alone, deployed from elsewhere, with secrets for a tag";
    welcomeText = next "A fleet of three servers and two people. Nobody can log in yet." [
      "Write your SSH keys into `fleet.config.ts`; `nix run .#fleet -- check --strict-keys` says who has none."
      names
      hardware
    ];
  };
}
