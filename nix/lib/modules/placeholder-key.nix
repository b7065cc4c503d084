# What stands in for a public key that an empty environment variable should hold: NixOS takes it for a
# key, and nobody can log in with it.
"ssh-ed25519 PLACEHOLDER_KEY_NOT_SET_check_SSH_KEY_envvar"
