# Unicorn, the CPU engine. Debian 12 and 13 carry versions that are too old; the package of Debian's
# testing suite runs on both. It is fetched with a private apt configuration (own lists, the archive
# keyring for the signatures) and unpacked into a private folder: nothing of the system changes.

DEBIAN_KEYRING=${VMFT_DEBIAN_KEYRING:-/usr/share/keyrings/debian-archive-keyring.gpg}

# Where downloads and logs live: XDG_CACHE_HOME, else ~/.cache, also when HOME is not set.
cache_dir() {
  local home=${HOME:-$(getent passwd "$(id -u)" | cut -d: -f6)}
  echo "${XDG_CACHE_HOME:-${home:-/var/tmp}/.cache}/vmft"
}

unicorn_root() {
  echo "${VMFT_UNICORN:-$(cache_dir)/unicorn}"
}

has_unicorn() {
  local root
  root=$(unicorn_root)
  compgen -G "$root/usr/lib*/libunicorn.so.2" >/dev/null ||
    compgen -G "$root/usr/lib/*/libunicorn.so.2" >/dev/null || return 1
  [[ $(unicorn_version "$root") =~ ^2\.1\.([0-9]+)$ ]] && ((BASH_REMATCH[1] >= 4))
}

# The version that the headers under a root declare; empty when there are none.
unicorn_version() {
  local header=$1/usr/include/unicorn/unicorn.h
  [[ -r $header ]] || return 0
  sed -n 's/^#define UC_API_\(MAJOR\|MINOR\|PATCH\) *\([0-9]*\).*/\2/p' "$header" | head -n 3 | paste -sd.
}

install_unicorn() {
  local root work suite
  root=$(unicorn_root)
  [[ -z ${VMFT_UNICORN-} ]] ||
    fail 3 "VMFT_UNICORN=$root holds no Unicorn of version 2.1.4 or later, below 2.2 (found: $(unicorn_version "$root")); unset it and vmft fetches one"
  mkdir -p "$root/.."
  work=$(mktemp -d "$root.XXXXXX")
  # shellcheck disable=SC2064  # the folder of now
  trap "rm -rf '$work'" EXIT
  # forky is the release that first carried it: still there when testing has moved on.
  for suite in testing forky; do
    say "fetching Unicorn 2.1 from Debian's $suite suite into $root"
    fetch_unicorn "$suite" "$work" || continue
    move_into_place "$work/root" "$root"
    rm -rf "$work"
    trap - EXIT
    has_unicorn && return 0
  done
  fail_with_log 3 "could not fetch Unicorn 2.1.4 or later, below 2.2" "$(cache_dir)/unicorn.log" '^[EW]:'
}

# fetch_unicorn SUITE WORK: leaves the unpacked packages in WORK/root.
fetch_unicorn() {
  local suite=$1 work=$2 deb
  mkdir -p "$work/lists/partial" "$work/archives/partial" "$work/debs" "$work/root"
  : >"$work/status"
  printf 'deb [arch=%s signed-by=%s] %s %s main\n' \
    "$(dpkg --print-architecture)" "$DEBIAN_KEYRING" "$(debian_mirror)" "$suite" >"$work/sources.list"
  run_logged "$(cache_dir)/unicorn.log" download_unicorn "$work" || return 1
  for deb in "$work"/debs/*.deb; do
    dpkg -x "$deb" "$work/root" || return 1
  done
}

# In a subshell, since apt downloads into the current folder.
download_unicorn() (
  cd "$1/debs" && private_apt "$1" update && private_apt "$1" download libunicorn2t64 libunicorn-dev
)

# Translations and the like are left out: only the list of packages is wanted. A mirror may be some weeks behind: the
# archive's signature is checked all the same, and so is the version, so an old list can do no harm.
private_apt() {
  local work=$1
  shift
  LC_ALL=C apt-get -q -o Dir::Etc::SourceList="$work/sources.list" -o Dir::Etc::SourceParts=/dev/null \
    -o Dir::Etc::Preferences=/dev/null -o Dir::Etc::PreferencesParts=/dev/null \
    -o Dir::State::Lists="$work/lists" -o Dir::State::status="$work/status" -o Dir::Cache="$work" \
    -o Dir::Cache::archives="$work/archives" -o APT::Sandbox::User="$(id -un)" \
    -o Acquire::Check-Valid-Until=false -o Acquire::Languages=none -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false "$@"
}

# The mirror that this machine's own apt uses for Debian, whatever the format of its sources.
debian_mirror() {
  local uri
  # shellcheck disable=SC2016  # apt expands these
  uri=$(apt-get indextargets --format '$(ORIGIN)|$(LABEL)|$(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
    sed -n 's/^Debian|Debian|//p' | head -n 1)
  # Before the first update apt knows no labels: the first source it has is the system's own.
  # shellcheck disable=SC2016
  [[ -n $uri ]] || uri=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 2>/dev/null | head -n 1)
  echo "${uri%/}"
}

# By rename, so that a launch in another clone never sees half of it.
move_into_place() {
  local old=$2.old.$$
  [[ ! -e $2 ]] || mv "$2" "$old"
  mv "$1" "$2"
  rm -rf "$old"
}
