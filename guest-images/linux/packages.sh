# The packages of a Linux guest: resolved, fetched and verified by apt, with a configuration of its own. Nothing of the
# system's sources, lists or packages changes, and no package is installed.

LINUX_SUITE=trixie
# What every image has, besides the kernel.
BASE_PACKAGES=(busybox-static)

# Fetches what the image needs. Sets KERNEL_PACKAGE and PLAN, the file that lists "NAME VERSION" of each package.
fetch_image_packages() {
  APT_LOG=$(image_cache)/apt.log
  prepare_apt
  if [[ -n $IMAGE_REFRESH ]] || ! has_package_lists; then update_package_lists; fi
  if ! fetch_resolved; then
    # Old lists name files that the mirror no longer has.
    [[ -n ${LISTS_ARE_NEW-} ]] || update_package_lists
    fetch_resolved || explain_apt_failure
  fi
}

prepare_apt() {
  local cache mirror
  cache=$(image_cache)
  mirror=$(debian_mirror)
  [[ -n $mirror ]] || fail 3 "expected apt to know a mirror of Debian, found none; add one to /etc/apt/sources.list, then try again"
  mkdir -p "$cache/lists/partial" "$cache/archives/partial" "$cache/debs"
  : >"$cache/status"
  printf 'deb [arch=riscv64 signed-by=%s] %s %s main\n' "$DEBIAN_KEYRING" "$mirror" "$LINUX_SUITE" >"$cache/sources.list"
}

riscv64_apt() {
  private_apt "$(image_cache)" -o APT::Architecture=riscv64 -o APT::Architectures::=riscv64 -o APT::Update::Error-Mode=any \
    -o Acquire::Retries=2 "$@"
}

has_package_lists() {
  compgen -G "$(image_cache)/lists/*_Packages*" >/dev/null
}

update_package_lists() {
  say "asking the mirror which packages Debian $LINUX_SUITE has for riscv64"
  run_logged "$APT_LOG" riscv64_apt update || explain_apt_failure
  LISTS_ARE_NEW=yes
}

fetch_resolved() {
  PLAN=$(image_cache)/plan
  run_logged "$APT_LOG" resolve_packages "$PLAN" || return 1
  KERNEL_PACKAGE=$(cut -d ' ' -f 1 "$PLAN" | grep '^linux-image-[0-9]')
  say "fetching what is not there yet of $(wc -l <"$PLAN") packages, with $KERNEL_PACKAGE"
  run_logged "$APT_LOG" download_packages "$PLAN"
}

# The plan: "NAME VERSION" a line, sorted. Of what the kernel depends on only the kernel itself is wanted: the rest is
# for making an initramfs on a system that has it installed.
resolve_packages() {
  {
    simulate_install linux-image-riscv64 | grep '^linux-image-[0-9]' &&
      simulate_install "${BASE_PACKAGES[@]}" "${IMAGE_PACKAGES[@]}"
  } >"$1.new" && LC_ALL=C sort -u "$1.new" >"$1"
}

# apt-get --simulate prints "Inst NAME (VERSION ...)" for each.
simulate_install() {
  riscv64_apt --simulate --no-install-recommends install "$@" | sed -n 's/^Inst \([^ ]*\) (\([^ ]*\) .*/\1 \2/p'
}

# What is there already with the right digest is not fetched again. In a subshell: apt downloads into the current folder.
download_packages() (
  mapfile -t wanted < <(sed 's/ /=/' "$1")
  cd "$(image_cache)/debs" && riscv64_apt download "${wanted[@]}"
)

# package_file NAME VERSION: as apt names it.
package_file() {
  local files
  files=("$(image_cache)/debs/$1_${2//:/%3a}"_*.deb)
  [[ -s ${files[0]} ]] || fail 3 "expected apt to have fetched $1 $2, found no ${files[0]}"
  echo "${files[0]}"
}

# One line that says what to do; the log has the rest.
explain_apt_failure() {
  local text
  text=$(plain_text <"$APT_LOG" || true)
  case $text in
    *"Unable to locate package"* | *"has no installation candidate"*)
      fail 3 "expected packages of Debian $LINUX_SUITE for riscv64, found no such: $(unknown_packages "$text"); look names up on https://packages.debian.org/$LINUX_SUITE/"
      ;;
    *"No space left"* | *"enough free space"*) fail_for_room ;;
    *"Could not resolve"* | *"Could not connect"* | *"Temporary failure"* | *"Unable to connect"* | *"onnection timed out"*)
      fail 3 "expected to reach the mirror $(debian_mirror), found no way there; is this machine online? The full log is $APT_LOG"
      ;;
    *NO_PUBKEY* | *"is not signed"*)
      fail 3 "expected a Debian archive signed with a key of $DEBIAN_KEYRING, found another; install the package debian-archive-keyring in a newer version"
      ;;
    *) fail_with_log 3 "could not fetch the packages" "$APT_LOG" '^[EW]:' ;;
  esac
}

fail_for_room() {
  fail 3 "expected room for packages and files (500 MB) in $(image_cache), found the disk full; free some, or set XDG_CACHE_HOME to a folder elsewhere"
}

unknown_packages() {
  grep -oE "Unable to locate package [^ ]+|Package '?[^ ']+'? has no installation candidate" <<<"$1" |
    sed -e 's/Unable to locate package //' -e "s/Package '\?\([^ ']*\)'\? has.*/\1/" | sort -u | paste -sd ' '
}
