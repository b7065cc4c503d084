# How strongly fleet says that an account is disabled: as `mkForce` does, since a module that gives it a group
# or a key would let somebody in. Lists too.
lib: lib.mkOverride 50
