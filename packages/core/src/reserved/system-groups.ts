/**
 * The groups to which NixOS gives an id: `ids.gids` in nixos/modules/misc/ids.nix of 24.05. One that is
 * declared with another id ends the build. A later release has `uinput` as well, which most have not, and so
 * any id is left to that; podman, plugdev and wireshark never had one.
 */
export const groupsWithGid: ReadonlySet<string> = new Set(
  `
    activemq adm aerospike alerta amule aria2 asterisk atd audio automatic-timezoned bacula bepasty
    bosun caddy calibre-server cassandra cdrom ceph cfdyndns cfssl chrony clamav clickhouse
    cockroachdb couchdb datadog davfs2 deluge dialout dictd disk disnix distcc docker dovecot
    dovecot2 dovenull2 dspam duplicati ejabberd elasticsearch exim fcron firebird floppy
    foundationdb fourstore fourstorehttp freenet ftp gateone gdm git gitit gitlab gitlab-runner
    gitolite gnunet gocd-agent gocd-server gogs gpsd graphite hadoop haldaemon hass hbase hdfs
    headphones hqplayer hydra hydron i2p i2pd ihaskell infinoted influxdb input iodined ipfs ircd
    jackett jenkins kanboard kapacitor keys kmem kodi kubernetes kvm lambdabot leaps libvirtd lidarr
    lightdm lighttpd liquidsoap lirc localtimed lp mapred mathics matrix-synapse mattermost
    mediatomb messagebus mighttpd2 minetest minidlna minio mlmmj monetdb moonraker mopidy mosquitto
    mpd munin murmur mxisd mysql namecoin networkmanager newrelic nginx nixbld nm-openvpn nogroup
    nsd nslcd nylon nzbget octoprint oidentd onepassword onepassword-cli opendkim opentsdb openvpn
    osgi paperless pdnsd pipewire plex polipo postdrop postfix postgres postgrey postsrsd proc
    prometheus prosody pulseaudio qemu-libvirtd quassel rabbitmq radarr redmine render restic
    riemann riemanndash riemanntools root rslsync rspamd rss2email rstudio-server sabnzbd scanner
    scollector sddm sgx shadow sickbeard siproxd slurm smbguest smtpd smtpq sniproxy sonarr spamd
    spiped starbound subsonic supybot syncthing systemd-journal systemd-journal-gateway
    systemd-network systemd-resolve systemd-timesync tape taskd teamspeak terraria tomcat tor
    transmission tty turnserver uhub users utmp uucp uwsgi varnish vault vboxsf vboxusers video
    virtuoso webdav wheel wwwrun xtreemfs yarn zabbix zigbee2mqtt znc zoneminder
  `
    .trim()
    .split(/\s+/),
);
