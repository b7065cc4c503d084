# What NixOS makes of the accounts of a host that are nobody's.
{
  inputs,
  mkFlake,
  roots,
}:
let
  inherit (inputs.nixpkgs) lib;
  systemOf =
    modules:
    (mkFlake {
      fleet.root = roots + "/service-accounts";
      fleet.modules = modules;
    }).nixosConfigurations.mini;
  mini = systemOf [ ];
  inherit (mini.config.users) groups users;
  failedIn = pattern: system: builtins.filter (lib.hasInfix pattern) system.failed;
in
{
  "a service account has what the fleet says" = {
    expr = {
      inherit (users.copies)
        createHome
        description
        extraGroups
        group
        home
        isNormalUser
        isSystemUser
        uid
        ;
      shell = users.copies.shell.pname;
      keys = builtins.length users.copies.openssh.authorizedKeys.keys;
      hasGroup = groups ? copies;
    };
    expected = {
      createHome = true;
      description = "takes the nightly copies";
      extraGroups = [ "media" ];
      group = "copies";
      hasGroup = true;
      home = "/var/lib/copies";
      isNormalUser = false;
      isSystemUser = true;
      keys = 2;
      shell = "zsh";
      uid = 450;
    };
  };

  "what nobody declared is as NixOS has it for a user of the system" = {
    expr = {
      inherit (users.deploy)
        createHome
        description
        group
        home
        uid
        ;
      hasOwnGroup = groups ? deploy;
    };
    expected = {
      createHome = false;
      description = "";
      group = "media";
      hasOwnGroup = false;
      home = "/var/empty";
      uid = null;
    };
  };

  "NixOS takes them, with the shells that they have" = {
    expr = {
      inherit (mini) failed;
      inherit (mini.config.programs.zsh) enable;
    };
    expected = {
      enable = true;
      failed = [ ];
    };
  };

  "what a module says of one goes before what the fleet says" = {
    expr =
      (systemOf [ { users.users.copies.home = "/srv/copies"; } ]).config.users.users.copies.home;
    expected = "/srv/copies";
  };

  "a uid that a module gives to another account is named, with both" = {
    expr = failedIn ''the accounts "copies", "other" have the uid 450'' (systemOf [
      {
        users.groups.other = { };
        users.users.other = {
          group = "other";
          isSystemUser = true;
          uid = 450;
        };
      }
    ]) != [ ];
    expected = true;
  };

  "one that a module makes a person is refused by NixOS" = {
    expr =
      failedIn "Exactly one of" (systemOf [ { users.users.copies.isNormalUser = true; } ]) != [ ];
    expected = true;
  };
}
