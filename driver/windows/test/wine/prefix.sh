#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
#   prefix.sh command [argument ...]
#
# Runs a command in a Wine of its own: a fresh prefix in a temporary folder, and at the end, whatever the end, no process
# and no file of it is left. So no run sees a service that another has left behind, and runs at the same time are fine.
#
# Prefixes are made from a template, which the first run makes (some 15 s) under PRMONITOR_WINE_TEMPLATE, by default in
# driver/build/windows/.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
template=${PRMONITOR_WINE_TEMPLATE:-$here/../../../build/windows/wine-template}
scratch=$(mktemp -d "${TMPDIR:-/tmp}/prmonitor-wine.XXXXXX")
child=

export WINEDEBUG=${WINEDEBUG:--all} WINEARCH=win64 DISPLAY= WINEDLLOVERRIDES='mscoree,mshtml='

finish() {
	status=$?
	trap '' INT TERM HUP
	if [ -n "$child" ] && kill -TERM "$child" 2>/dev/null; then
		wait "$child" 2>/dev/null || true
	fi
	wineserver -k 2>/dev/null || true
	wineserver -w 2>/dev/null || true
	rm -rf "$scratch"
	exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

make_template() {
	[ ! -d "$template" ] || return 0
	mkdir -p "$(dirname "$template")"
	(
		flock 9
		[ ! -d "$template" ] || exit 0
		rm -rf "$template.new"
		HOME=$scratch/home WINEPREFIX=$template.new wineboot --init >/dev/null 2>&1 9>&-
		HOME=$scratch/home WINEPREFIX=$template.new wineserver -w 9>&-
		mv "$template.new" "$template"
	) 9>"$template.lock"
}

# Wine's own files are never written to, so they are linked; the registry and the drives are copied.
copy_template() {
	mkdir "$WINEPREFIX"
	cp -a "$template"/*.reg "$template/dosdevices" "$WINEPREFIX"
	[ ! -e "$template/.update-timestamp" ] || cp -a "$template/.update-timestamp" "$WINEPREFIX"
	cp -as "$(cd "$template" && pwd)/drive_c" "$WINEPREFIX/drive_c"
}

mkdir "$scratch/home"
make_template
export HOME=$scratch/home WINEPREFIX=$scratch/prefix
copy_template

# In the background, so that a signal to this script is acted on at once and not when the command ends.
"$@" <&0 &
child=$!
status=0
wait "$child" || status=$?
child=
exit "$status"
