{
  security.sudo.wheelNeedsPassword = true;
}
