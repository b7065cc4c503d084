# What is set on NixOS alone, as a list of functions from the data of a host to a module.
let
  subjects = {
    accounts = import ./accounts.nix;
    code-server = import ./code-server.nix;
    distinct-ids = import ./distinct-ids.nix;
    groups = import ./groups.nix;
    linger = import ./linger.nix;
    machine-uids = import ./machine-uids.nix;
    passwords = import ./passwords.nix;
    primary-groups = import ./primary-groups.nix;
    release = import ./release.nix;
    service-accounts = import ./service-accounts.nix;
    sign-in = import ./sign-in.nix;
    subordinate-ids = import ./subordinate-ids.nix;
    sudo = import ./sudo.nix;
    user-maker = import ./user-maker.nix;
  };
in
{ host, ... }:
let
  inherit (builtins) any attrValues;
  hasPassword = account: account.password or null != null;
  hasPrimaryGroup = account: account ? primaryGroup;
  isSpecial =
    account: hasPassword account || account.isDisabled or false || account ? lockedFrom;
  hasEditor = account: account.services.codeServer or null != null;
in
[
  subjects.accounts
  subjects.distinct-ids
  subjects.machine-uids
  subjects.release
  subjects.sign-in
]
++ (if host ? root.sudoNeedsPassword then [ subjects.sudo ] else [ ])
++ (if host.groups or { } == { } then [ ] else [ subjects.groups ])
++ (if host.serviceAccounts or { } == { } then [ ] else [ subjects.service-accounts ])
++ (if hasPassword (host.root or { }) || any hasPassword (attrValues host.accounts) then [ subjects.passwords ] else [ ])
++ (if any (account: account ? linger) (attrValues host.accounts) then [ subjects.linger ] else [ ])
++ (if any (account: account ? subordinateIds) (attrValues host.accounts) then [ subjects.subordinate-ids ] else [ ])
++ (if any hasPrimaryGroup (attrValues host.accounts) then [ subjects.primary-groups ] else [ ])
++ (if hasPassword (host.root or { }) || any isSpecial (attrValues host.accounts) then [ subjects.user-maker ] else [ ])
++ (if any hasEditor (attrValues host.accounts) then [ subjects.code-server ] else [ ])
