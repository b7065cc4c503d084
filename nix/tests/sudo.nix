# Whether sudo asks admins, and whom text of sudoers lets pass.
let
  accessOf = import ../lib/facts/root-access.nix;
  macWith = extraConfig: accessOf { security.sudo = { inherit extraConfig; }; };
  nixosWith =
    extraConfig:
    accessOf {
      security.sudo = {
        enable = true;
        inherit extraConfig;
        wheelNeedsPassword = true;
      };
    };
in
{
  "a Mac does not ask where text says so, with whatever tags" = {
    expr = map (text: (macWith text).sudoNeedsPassword) [
      "%admin ALL = (ALL) NOPASSWD: ALL\n"
      "%admin ALL=(ALL:ALL) NOPASSWD:SETENV: ALL"
      "%wheel, %admin ALL=(ALL) NOPASSWD: ALL, !/bin/sh"
      "%admin \\\n  ALL=(ALL) NOPASSWD: ALL"
    ];
    expected = [
      false
      false
      false
      false
    ];
  };

  "a Mac asks where text is about others, or about some commands" = {
    expr = map (text: (macWith text).sudoNeedsPassword) [
      ""
      "%staff ALL=(ALL) NOPASSWD: ALL"
      "%admin ALL=(ALL) NOPASSWD: /bin/ls"
      "# %admin ALL=(ALL) NOPASSWD: ALL"
    ];
    expected = [
      true
      true
      true
      true
    ];
  };

  "text names whom sudo does not ask" = {
    expr = map (text: (nixosWith text).openTexts) [
      "ada, %ops ALL=(ALL) NOPASSWD: ALL"
      "Defaults !authenticate"
      "Defaults:ada insults, !authenticate"
      "Defaults insults\nada ALL=(ALL) ALL"
      "User_Alias OPS = ada\nada ALL=(ALL) NOPASSWD: /bin/ls"
    ];
    expected = [
      [
        "ada"
        "%ops"
      ]
      [ "ALL" ]
      [ "ada" ]
      [ ]
      [ ]
    ];
  };
}
