# What NixOS says of a configuration: a module (`input`), and a part of each assertion of it that fails and
# of each warning, or of the error that it ends in. `since` is the release that first said it.
{ lib }:
let
  lockedOut = "Neither the root account nor any wheel user has a password or SSH authorized key.";
  notUnique = "UIDs and GIDs must be unique!";
  # Of nothing at all; a hash as crypt(5) writes it.
  hash = "$y$j9T$F5Jx5fExrKuPp53xLKQ..1$X3DX6M94c7o.9agCG9G317fhZg9SqC.5i5rd.RhAtQ7";
  locked = user: {
    users.mutableUsers = false;
    users.users.keith = {
      extraGroups = [ "wheel" ];
      isNormalUser = true;
    }
    // user;
  };
  person = user: { users.users.keith = { isNormalUser = true; } // user; };
  letters = count: lib.concatStrings (lib.genList (_: "k") count);
in
{
  "nothing is found wrong with a person" = {
    input = person { uid = 1000; };
  };

  "nobody can log in" = {
    input = locked { };
    failed = [ lockedOut ];
  };
  "a password lets somebody log in" = {
    input = locked { password = "tell nobody"; };
  };
  "so does one whose hash is known" = {
    input = locked { hashedPassword = hash; };
  };
  "or is in a file" = {
    input = locked { hashedPasswordFile = "/run/keys/keith"; };
  };
  "the first password counts where nobody changes it" = {
    input = locked { initialPassword = "tell nobody"; };
  };
  "so does its hash" = {
    input = locked { initialHashedPassword = hash; };
  };
  "none at all is enough to log in" = {
    input = locked { hashedPassword = ""; };
  };
  "a password that is locked is none" = {
    input = locked { hashedPassword = "!"; };
    failed = [ lockedOut ];
  };
  "an SSH key lets somebody log in" = {
    input = locked { openssh.authorizedKeys.keys = [ "ssh-ed25519 AAAA" ]; };
  };
  "whose file counts, too" = {
    input = locked { openssh.authorizedKeys.keyFiles = [ ./machine.nix ]; };
  };
  "principals do not count" = {
    input = locked { openssh.authorizedPrincipals = [ "keith" ]; };
    failed = [ lockedOut ];
  };
  "a person in wheel by the first group is an admin" = {
    input = locked {
      extraGroups = [ ];
      group = "wheel";
      password = "tell nobody";
    };
  };
  "who is no admin does not count" = {
    input = locked {
      extraGroups = [ ];
      password = "tell nobody";
    };
    failed = [ lockedOut ];
  };
  "root counts" = {
    input = lib.recursiveUpdate (locked { }) { users.users.root.hashedPassword = hash; };
  };
  "to be locked out can be wanted" = {
    input = lib.recursiveUpdate (locked { }) { users.allowNoPasswordLogin = true; };
  };

  "two people of one uid" = {
    input.users.users = {
      keith = {
        isNormalUser = true;
        uid = 1000;
      };
      traci = {
        isNormalUser = true;
        uid = 1000;
      };
    };
    failed = [ notUnique ];
  };
  "which can be wanted" = {
    input.users = {
      enforceIdUniqueness = false;
      users.keith = {
        isNormalUser = true;
        uid = 30001;
      };
    };
  };
  "a person with the uid of a builder" = {
    input = person { uid = 30001; };
    failed = [ notUnique ];
  };
  "which are there with Nix alone" = {
    input = person { uid = 30001; } // {
      nix.enable = false;
    };
  };
  "a person with the uid of nobody" = {
    input = person { uid = 65534; };
    failed = [ notUnique ];
  };
  "two groups of one gid" = {
    input.users.groups = {
      films.gid = 2000;
      media.gid = 2000;
    };
    failed = [ notUnique ];
  };
  "a group with a gid of the system's" = {
    input.users.groups.media.gid = 17;
    failed = [ notUnique ];
  };
  "a group with the gid of the people" = {
    input.users.groups.media.gid = 100;
    failed = [ notUnique ];
  };
  "a group with the gid of the builders" = {
    input.users.groups.media.gid = 30000;
    failed = [ notUnique ];
  };
  "a group of the system's with another gid" = {
    input.users.groups.wheel.gid = 2000;
    error = "users.groups.wheel.gid' has conflicting definition values";
  };
  "the same one is no other" = {
    input.users.groups.wheel.gid = 1;
  };
  "a person who is called as a user of the system" = {
    input.users.users.messagebus = {
      isNormalUser = true;
      uid = 1000;
    };
    error = "has conflicting definition values";
  };

  "a name of 31 characters" = {
    input.users.users.${letters 31}.isNormalUser = true;
  };
  "a name of 32 characters" = {
    input.users.users.${letters 32}.isNormalUser = true;
    error = "is longer than 31 characters which is not allowed!";
  };
  "a group of 32 characters as the first one" = {
    input = person { group = letters 32; };
    error = "is longer than 31 characters which is not allowed!";
  };
  "a name that is none" = {
    input.users.users."-keith".isNormalUser = true;
    failed = [ ''The username "-keith" is not valid'' ];
    since = "25.05";
  };
  "a first group that nobody makes" = {
    input = person { group = "films"; };
    failed = [ "The following users have a primary group that is undefined: keith" ];
  };
  "a further group that nobody makes is passed over" = {
    input = person { extraGroups = [ "films" ]; };
  };
  "neither a person nor a user of the system" = {
    input.users.users.keith = { };
    failed = [
      "Exactly one of users.users.keith.isSystemUser and users.users.keith.isNormalUser must be set."
      "users.users.keith.group is unset."
    ];
  };
  "a person with a uid of the system's" = {
    input = person { uid = 400; };
    failed = [ "A user cannot have a users.users.keith.uid set below 1000" ];
    since = "24.11";
  };

  "a person without a shell" = {
    input = person { shell = null; };
  };
  "a person without a shell, where nobody can give one" = {
    input = lib.recursiveUpdate (locked {
      password = "tell nobody";
    }) { users.users.keith.shell = null; };
    failed = [ "found users that have their shell set to null" ];
    since = "25.11";
  };
  "a shell that is not switched on" = {
    input =
      { pkgs, ... }:
      person { shell = pkgs.fish; };
    failed = [ "users.users.keith.shell is set to fish, but" ];
  };
  "one that is" = {
    input =
      { pkgs, ... }:
      person { shell = pkgs.fish; } // { programs.fish.enable = true; };
  };
  "one that may be off" = {
    input =
      { pkgs, ... }:
      person {
        ignoreShellProgramCheck = true;
        shell = pkgs.zsh;
      };
  };
  "a package that is no shell" = {
    input =
      { pkgs, ... }:
      person { shell = pkgs.hello; };
    error = "is not a shell package";
  };

  "two passwords at once" = {
    input = person {
      hashedPassword = hash;
      password = "tell nobody";
    };
    warnings = [ "The user 'keith' has multiple of the options" ];
  };
  "a password and the first one" = {
    input = person {
      initialPassword = "tell nobody";
      password = "tell nobody";
    };
    warnings = [ "The user 'keith' has multiple of the options" ];
  };
  "the first one and its place, where nobody changes it" = {
    input = locked { initialHashedPassword = hash; };
  };
  "a hash that is none" = {
    input = person { hashedPassword = "tell nobody"; };
    warnings = [ ''The password hash of user "keith" may be invalid.'' ];
  };
  "a hash that breaks the file of hashes" = {
    input = person { hashedPassword = "a:b"; };
    error = "users.users.keith.hashedPassword' is not of type";
  };
  "an old name of an option" = {
    input = person { passwordFile = "/run/keys/keith"; };
    warnings = [ ''passwordFile' has been renamed'' ];
  };

  "users by another name of the option" = {
    input.users.extraUsers.keith.group = "films";
    failed = [
      "Exactly one of users.users.keith.isSystemUser and users.users.keith.isNormalUser must be set."
      "The following users have a primary group that is undefined: keith"
    ];
  };
  "groups by another name of the option" = {
    input.users.extraGroups.media.gid = 17;
    failed = [ notUnique ];
  };

  "a program that there is not" = {
    input.programs.steeam.enable = true;
    error = "The option `programs.steeam' does not exist.";
  };
  "an option that a program does not have" = {
    input.programs.steam.enabel = true;
    error = "The option `programs.steam.enabel' does not exist.";
  };
  "a service that there is not" = {
    input.services.opensshd.enable = true;
    error = "The option `services.opensshd' does not exist.";
  };
  "an option that a service does not have" = {
    input.services.openssh.enabled = true;
    error = "The option `services.openssh.enabled' does not exist.";
  };
  "an option that nobody has" = {
    input.security.sudo.wheelNeedsPasword = false;
    error = "The option `security.sudo.wheelNeedsPasword' does not exist.";
  };
  "a value of another type" = {
    input.services.openssh.enable = "yes";
    error = "is not of type `boolean'";
  };
}
