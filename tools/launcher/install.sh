# Installs what is missing through apt, or says exactly what to install.

# What building and running vmft takes.
ensure_needs() {
  ensure "${NEEDS[@]}"
  find_jdk
}

# ensure NEED...
ensure() {
  local missing
  # shellcheck disable=SC2207  # words, by design
  missing=($(missing_needs "$@"))
  ((${#missing[@]} > 0)) || return 0
  on_debian || ask_to_install "${missing[@]}"
  install_packages_for "${missing[@]}"
  [[ " ${missing[*]} " != *" unicorn "* ]] || install_unicorn
  # shellcheck disable=SC2207
  missing=($(missing_needs "$@"))
  ((${#missing[@]} == 0)) ||
    fail 3 "after installing, still not found: $(why "${missing[0]}"); './vmft doctor' shows what vmft sees"
}

install_packages_for() {
  local need package packages=()
  for need in "$@"; do
    for package in $(packages_of "$need"); do
      packages+=("$package")
    done
  done
  if [[ " $* " == *" unicorn "* && ! -e $DEBIAN_KEYRING ]]; then
    packages+=(debian-archive-keyring)
  fi
  ((${#packages[@]} > 0)) || return 0
  find_root_command || ask_for_root "${packages[@]}"
  for need in "$@"; do
    say "missing: $(why "$need")"
  done
  say "installing with apt: ${packages[*]}"
  apt_as_root update
  apt_as_root install -y --no-install-recommends "${packages[@]}"
}

# Sets AS_ROOT to the words that run a command as root without a question; fails when there are none.
find_root_command() {
  AS_ROOT=()
  (("$(id -u)" != 0)) || return 0
  AS_ROOT=(sudo -n)
  command -v sudo >/dev/null && sudo -n true 2>/dev/null
}

apt_as_root() {
  local log
  log=$(cache_dir)/apt-$1.log
  run_logged "$log" "${AS_ROOT[@]}" env DEBIAN_FRONTEND=noninteractive LC_ALL=C \
    apt-get -q -o DPkg::Lock::Timeout=600 "$@" || fail_with_log 3 "apt-get $1 failed" "$log" '^[EW]:'
}

ask_for_root() {
  printf 'vmft: some packages are missing, and installing them takes root. Run this once, then the same command again:\n' >&2
  printf '  sudo sh -c "apt-get update && apt-get install -y --no-install-recommends %s"\n' "$*" >&2
  exit 3
}

ask_to_install() {
  local need
  printf 'vmft: there is no apt-get here, so please install these with what your system has, then try again:\n' >&2
  for need in "$@"; do
    printf '  - %s\n' "$(why "$need")" >&2
    case $need in
      riscv) printf '    (the command riscv64-unknown-elf-gcc must be found)\n' >&2 ;;
      unicorn)
        printf '    (set VMFT_UNICORN to the folder that has usr/lib/.../libunicorn.so.2 and usr/include/unicorn; / if the system has it)\n' >&2
        ;;
    esac
  done
  exit 3
}
