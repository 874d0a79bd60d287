# Sourced by scripts that make an image where none can be pulled.
# shellcheck shell=bash

# Unpacks a few Debian packages into a folder, as whose system an image begins. $1: the folder; $2: the packages, separated by commas. Unpacked,
# not installed: no package's own scripts are run, which takes most of the time of an installation. Needs root and mmdebstrap.
base_system() {
  local folder=$1 packages=$2 sources=() file codename
  codename=$(. /etc/os-release && printf '%s' "${VERSION_CODENAME:-}")
  [ -n "$codename" ] || { echo "expected VERSION_CODENAME in /etc/os-release, but found none"; return 1; }
  for file in /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list.d/ubuntu.sources /etc/apt/sources.list; do
    if [ -s "$file" ]; then # the mirror of this machine; without one, mmdebstrap knows the usual ones
      sources=("$file")
      break
    fi
  done
  mmdebstrap --mode=root --variant=extract --format=directory --include="$packages" \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' "$codename" "$folder" "${sources[@]}" || return
  echo 'root:x:0:0:root:/root:/bin/bash' >"$folder/etc/passwd"
  echo 'root:x:0:' >"$folder/etc/group"
}
