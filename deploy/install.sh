#!/usr/bin/env bash
# Installs Lakwerk from the folder in which this lies, on a machine without a network. A second time it does nothing.
set -euo pipefail
export LC_ALL=C
unset PYTHONPATH PYTHONHOME
umask 022

stop() {
    echo "install.sh: $*" >&2
    exit 2
}

usage() {
    cat <<'TOLD'
usage: ./install.sh [--to DIR] [--without-debs] [--check]
  --to DIR         where the program goes (default: /opt/lakwerk)
  --without-debs   install no Debian packages: they are there, or come from elsewhere; needs no root
  --check          look at the sums and the machine, install nothing
PYTHON names another interpreter than python3.
TOLD
}

to=/opt/lakwerk debs=yes check=
while [ $# -gt 0 ]; do
    case $1 in
        --to) [ $# -gt 1 ] || stop "--to: geef een map."; to=$(realpath -m -- "$2"); shift ;;
        --without-debs) debs= ;;
        --check) check=yes ;;
        -h | --help) usage; exit 0 ;;
        *) usage >&2; exit 2 ;;
    esac
    shift
done
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
python=${PYTHON:-python3}
cd "$here"

# Nothing of the archive is used before all of it is what was packed; what is not listed was put there by somebody.
[ -f SHA256SUMS ] || stop "$here: SHA256SUMS ontbreekt. Pak het archief opnieuw uit."
changed=$(sha256sum --check --quiet --strict SHA256SUMS 2>/dev/null | head -n 1 | cut -d: -f1) || true
[ -z "$changed" ] || stop "$changed: dit bestand is beschadigd of veranderd. Haal het archief opnieuw op; er is niets geïnstalleerd."
sha256sum --check --status --strict SHA256SUMS 2>/dev/null ||
    stop "SHA256SUMS: dit bestand is beschadigd. Haal het archief opnieuw op; er is niets geïnstalleerd."
strange=$(comm -13 <(cut -c67- SHA256SUMS | sort) <(find . ! -type d ! -path ./SHA256SUMS | sort) | head -n 1)
[ -z "$strange" ] || stop "$strange: dit bestand hoort niet in het archief. Pak het opnieuw uit; er is niets geïnstalleerd."
told() { sed -n "s/^$1=//p" about; }
version=$(told version)
seal=$(sha256sum SHA256SUMS | cut -c1-12)
echo "Archief van Lakwerk $version: alle controlegetallen kloppen."

machine=$(dpkg --print-architecture 2>/dev/null || uname -m)
[ "$machine" = "$(told architecture)" ] ||
    stop "dit archief is voor $(told architecture) en deze machine is $machine. Maak er een op een machine als deze."
release=$(. /etc/os-release && echo "${VERSION_CODENAME:-onbekend}")
[ -z "$debs" ] || [ "$release" = "$(told release)" ] ||
    stop "dit archief is voor $(told release) en hier draait $release. Maak er een op een machine met $release, of installeer de pakketten zelf en gebruik --without-debs."
right_python() {
    local found
    found=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) ||
        stop "$python: deze Python is er niet of werkt niet. Wijs een andere aan met PYTHON=..."
    case " $(told pythons) " in *" $found "*) ;; *)
        stop "dit archief is voor Python $(told pythons) en $python is $found. Wijs een andere aan met PYTHON=... of maak een archief met PYTHONS=..."
    esac
}
if command -v "$python" >/dev/null || [ -z "$debs" ]; then right_python; fi

missing=()
for package in $(told packages); do
    # A Python with a working venv module needs no package of Debian, wherever it came from.
    case $package in python3*) "$python" -c 'import ensurepip, venv' 2>/dev/null && continue ;; esac
    dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
done
if [ -n "$check" ]; then
    echo "Deze machine past bij het archief. Ontbrekende pakketten: ${missing[*]:-geen}."
    exit 0
fi

if [ -n "$debs" ] && [ ${#missing[@]} -gt 0 ]; then
    [ "$(id -u)" -eq 0 ] || stop "om ${missing[*]} te installeren zijn rechten van root nodig. Start dit als root, of gebruik --without-debs."
    echo "Pakketten: ${missing[*]} ..."
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    mkdir -p "$work/lists/partial" "$work/archives/partial"
    ln -s "$here/debs" "$work/debs"
    # Its own source and lists: those of the machine may point to a network that is not there.
    echo "deb [trusted=yes] file:$work/debs ./" >"$work/sources.list"
    apt=(apt-get -qq -o Dir::Etc::SourceList="$work/sources.list" -o Dir::Etc::SourceParts=/dev/null
        -o Dir::State::lists="$work/lists" -o Dir::Cache::archives="$work/archives" -o Dir::Cache::pkgcache=
        -o Dir::Cache::srcpkgcache= -o APT::Sandbox::User=root -o APT::Get::Install-Recommends=0)
    if ! { "${apt[@]}" update && DEBIAN_FRONTEND=noninteractive "${apt[@]}" --yes install "${missing[@]}"; } >"$work/log" 2>&1; then
        tail -n 20 "$work/log" >&2
        stop "de pakketten zijn niet geïnstalleerd; hierboven staat wat apt-get zegt."
    fi
elif [ -n "$debs" ]; then
    echo "Pakketten: alle aanwezig."
else
    echo "Pakketten: overgeslagen${missing[*]:+; hier ontbreken ${missing[*]}}."
fi
right_python

mkdir -p "$to" 2>/dev/null && [ -w "$to" ] || stop "$to: hier mag niet worden geschreven. Start dit als root, of kies een map met --to."
new=$to/venv-$seal
if [ -f "$new/complete" ]; then
    echo "Lakwerk $version staat al in $to."
else
    echo "Lakwerk in $new ..."
    rm -rf "$new"
    "$python" -m venv "$new" || stop "$new: de omgeving kan niet worden gemaakt."
    pip=("$new/bin/python" -m pip --isolated --disable-pip-version-check --no-input)
    "${pip[@]}" install --quiet --no-index --no-cache-dir --find-links "$here/wheels" "lakwerk==$version" &&
        "${pip[@]}" check >/dev/null ||
        stop "Lakwerk is niet geïnstalleerd; hierboven staat wat pip zegt. Wat er was, werkt nog."
    touch "$new/complete"
fi
# The new version takes the place of the old one at once; what runs goes on with the old one until it is started anew.
before=$(readlink "$to/current" || true)
ln -sfn "venv-$seal" "$to/.current"
mv -T "$to/.current" "$to/current"
ln -sfn current/bin "$to/bin"
for old in "$to"/venv-*; do
    case ${old##*/} in "venv-$seal" | "$before") ;; *) rm -rf "$old" ;; esac
done
echo "Klaar: $to/bin/lakwerk. Hoe verder staat in docs/operate.md; units voor systemd staan in units/."
"$to/bin/lakwerk" doctor || stop "Lakwerk staat er, maar de machine is nog niet in orde; zie hierboven."
