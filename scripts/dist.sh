#!/usr/bin/env bash
# Puts a release together from a built binary and built pages:
#
#     scripts/dist.sh target/release/sensing dist
#
# The folder then holds sensing-VERSION-TARGET.tar.gz (the stripped binary, man pages, completions, licences), the same as a
# folder, the CycloneDX document, and SHA256SUMS. SENSING_TARGET names the target triple of a binary that was built for another one;
# SENSING_GLIBC names the version of the C library that must be enough for it.
set -euo pipefail

LARGEST=60000000 # bytes of the stripped binary

binary=$1
into=$2
here=$(cd "$(dirname "$0")/.." && pwd)
target=${SENSING_TARGET:-$(rustc -vV | sed -n 's/^host: //p')}
version=$("$binary" --version | cut -d ' ' -f 2)
name=sensing-$version-$target

mkdir -p "$into"
rm -rf "${into:?}/$name"
mkdir -p "$into/$name/licences"

strip -o "$into/$name/sensing" "$binary"
size=$(stat -c %s "$into/$name/sensing")
if [ "$size" -gt "$LARGEST" ]; then
	echo "the stripped binary has $size bytes, more than the $LARGEST that are allowed" >&2
	exit 1
fi

if [ -n "${SENSING_GLIBC:-}" ]; then
	needed=$(objdump --dynamic-syms "$binary" | grep -o 'GLIBC_[0-9.]*' | sort --version-sort | tail -n 1)
	newest=$(printf '%s\n' "GLIBC_$SENSING_GLIBC" "$needed" | sort --version-sort | tail -n 1)
	if [ "$newest" != "GLIBC_$SENSING_GLIBC" ]; then
		echo "the binary needs $needed, and GLIBC_$SENSING_GLIBC is what there will be" >&2
		exit 1
	fi
fi

"$binary" manual --into "$into/$name"
cp "$here"/README.md "$here"/CHANGELOG.md "$here"/SECURITY.md "$into/$name/"
cp "$here"/LICENSE-MIT "$here"/LICENSE-APACHE "$into/$name/licences/"
"$here/scripts/third_party.py" --target "$target" \
	--licences "$into/$name/licences/THIRD-PARTY.txt" --sbom "$into/$name.cdx.json"

# Always the same archive from the same files.
tar --create --gzip --file "$into/$name.tar.gz" --directory "$into" \
	--sort=name --owner=0 --group=0 --numeric-owner --mtime="@${SOURCE_DATE_EPOCH:-0}" "$name"
(cd "$into" && sha256sum "$name.tar.gz" "$name.cdx.json" > SHA256SUMS)

echo "$into/$name.tar.gz: $(stat -c %s "$into/$name.tar.gz") bytes; the binary in it: $size bytes"
