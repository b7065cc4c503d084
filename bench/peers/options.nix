# The options that both sides of the comparison define, so that what the module system costs is the
# same for both: accounts with types, and the rest as it comes.
{ lib, ... }:
let
  inherit (lib) mkOption types;
  option = type: default: mkOption { inherit default type; };
  open = option (types.lazyAttrsOf types.raw) { };

  user =
    { config, name, ... }:
    {
      options = {
        createHome = option types.bool false;
        description = option types.str "";
        extraGroups = option (types.listOf types.str) [ ];
        group = option types.str "";
        home = option types.str "/var/empty";
        isNormalUser = option types.bool false;
        name = option types.str name;
        openssh.authorizedKeys.keys = option (types.listOf types.singleLineStr) [ ];
        shell = option (types.nullOr types.str) null;
        uid = option (types.nullOr types.int) null;
      };
      config = lib.mkIf config.isNormalUser {
        createHome = lib.mkDefault true;
        group = lib.mkDefault "users";
        home = lib.mkDefault "/home/${name}";
      };
    };
in
{
  options = {
    assertions = option (types.listOf types.raw) [ ];
    home-manager = open;
    networking.hostName = option types.str "nixos";
    nix.settings.trusted-users = option (types.listOf types.str) [ "root" ];
    nixpkgs = open;
    programs = lib.genAttrs [ "fish" "xonsh" "zsh" ] (_: { enable = option types.bool false; });
    system.stateVersion = option types.str "24.05";
    users.users = option (types.attrsOf (types.submodule user)) { };
    warnings = option (types.listOf types.str) [ ];
  };

  config._module.args.pkgs = {
    bash = "bash";
    fish = "fish";
  };
}
