# What lets people become root, beside their groups.
{ config, lib, ... }:
let
  inherit (lib) types;
  inherit (import ./option.nix lib) open option;
  rules = option (types.listOf types.attrs) [ ];
  sudo = config.security.sudo;
in
{
  options.security = {
    acme = open;
    doas = {
      enable = option types.bool false;
      extraRules = rules;
      wheelNeedsPassword = option types.bool true;
    };
    googleOsLogin.enable = option types.bool false;
    pam = open;
    pki = open;
    polkit.enable = option types.bool false;
    polkit.extraConfig = option types.lines "";
    rtkit.enable = option types.bool false;
    sudo = {
      enable = option types.bool true;
      execWheelOnly = option types.bool false;
      extraConfig = option types.lines "";
      extraRules = rules;
      wheelNeedsPassword = option types.bool true;
    };
    sudo-rs = {
      enable = option types.bool false;
      extraRules = rules;
      wheelNeedsPassword = option types.bool true;
    };
    tpm2.enable = option types.bool false;
    wrappers = open;
  };

  # Those that NixOS itself has: of root, and of the admins.
  config.security.sudo.extraRules =
    let
      all = options: [
        {
          command = "ALL";
          inherit options;
        }
      ];
    in
    lib.mkIf sudo.enable (
      lib.mkMerge [
        (lib.mkOrder 400 [
          {
            users = [ "root" ];
            commands = all [ "SETENV" ];
          }
        ])
        (lib.mkOrder 600 [
          {
            groups = [ "wheel" ];
            commands = all ([ "SETENV" ] ++ lib.optional (!sudo.wheelNeedsPassword) "NOPASSWD");
          }
        ])
      ]
    );
}
