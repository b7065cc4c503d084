{ said = [ "once" ]; }
