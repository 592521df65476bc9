#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Which of the driver's lines ran: coverage.sh OBJECTS SOURCE…, from the driver's folder, after the tests.
# Fails below 95 %, and when a line that did not run is not in uncovered.txt, or one that is there ran or is no more.
set -eu
objects=$1
shift
list=windows/test/host/uncovered.txt
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for source in "$@"; do
	# A room without code has no counts.
	test -e "$objects/${source%.c}.gcno" || { echo "coverage: $source was not compiled for it" >&2; exit 1; }
	gcov --stdout "$objects/${source%.c}.gcno" 2>/dev/null | awk -v source="$source" '
		/^ *-: *0:Source:/ { sub(/^.*Source:/, ""); mine = $0 == source; next }
		!mine { next }
		{
			split($0, part, ":")
			count = part[1]; gsub(/ /, "", count)
			line = part[2]; gsub(/ /, "", line)
			text = $0; sub(/^[^:]*:[^:]*:/, "", text); gsub(/^[ \t]+|[ \t]+$/, "", text)
			if (line == 0 || count == "-") next
			print (count ~ /^[#=]/ ? "missed" : "ran") "\t" source "\t" line "\t" text
		}'
done >"$work/lines"

awk -F'\t' -v list="$list" '
	BEGIN {
		while ((getline entry < list) > 0) {
			if (entry ~ /^#/ || entry == "") continue
			split(entry, field, " \\| ")
			reason[field[1] "\t" field[2]] = field[3]
		}
	}
	{ total++ }
	$1 == "ran" { ran++; next }
	{
		key = $2 "\t" $4
		if (key in reason) { named[key] = 1; print "      not run: " $2 ":" $3 ": " $4 " (" reason[key] ")" }
		else if (++unnamed <= 40) print "      not run, and " list " does not say why: " $2 ":" $3 ": " $4
	}
	END {
		for (key in reason)
			if (!(key in named)) { split(key, part, "\t"); stale++; print "      " list " has a line that ran, or is no more: " part[1] ": " part[2] }
		if (!total) { print "FAIL  no lines were counted"; exit 1 }
		share = 100 * ran / total
		passed = share >= 95 && !unnamed && !stale
		printf "%s  %d of %d lines of the driver ran: %.1f %%\n", passed ? "PASS" : "FAIL", ran, total, share
		exit !passed
	}' "$work/lines"
