# Ana's own. What is under `system.defaults` is set for the primary user.
{
  system.defaults.dock.autohide = true;
}
