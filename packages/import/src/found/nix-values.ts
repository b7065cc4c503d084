/** What stands in for a key from an environment variable that is not set (nix/lib/modules/placeholder-key.nix). */
export const placeholderKey = "ssh-ed25519 PLACEHOLDER_KEY_NOT_SET_check_SSH_KEY_envvar";

/** The day since which a disabled account is locked (nix/lib/modules/nixos/accounts.nix). */
export const lockedSince = "1970-01-02";

/** The primary group of whoever is not to have another, on NixOS. */
export const usualGroup = "users";
