# What vmft needs on a machine, how to see whether it is there, and what provides it.

# shellcheck disable=SC2034  # read by the other parts
NEEDS=(jdk maven cc make libc riscv unicorn)
# What 'vmft image' needs, see image.sh.
# shellcheck disable=SC2034
IMAGE_NEEDS=(dpkg keyring riscv make xz cpio)

# Why vmft needs it, in words for the person who waits for the download.
why() {
  case $1 in
    jdk) echo "a JDK, 17 or later: compiles and runs vmft" ;;
    maven) echo "Maven: builds vmft and fetches its Java libraries" ;;
    cc) echo "a C compiler: compiles the part of the engine that runs per guest block" ;;
    make) echo "make: builds the engine's C part and the guests" ;;
    libc) echo "the C library's headers: for the engine's C part" ;;
    riscv) echo "a RISC-V cross compiler: compiles the guests" ;;
    dpkg) echo "apt-get and dpkg-deb, as Debian and its relatives have them: fetch and unpack Debian's packages" ;;
    keyring) echo "the keys of Debian's archive: apt checks with them what it fetches" ;;
    xz) echo "xz: unpacks kernel modules" ;;
    cpio) echo "cpio: packs the guest's file system" ;;
    passt) echo "passt: connects the guest to the network without root" ;;
    unicorn) echo "Unicorn 2.1.4 or later, below 2.2, with headers: executes the guest's instructions" ;;
  esac
}

# The Debian packages that provide it. Unicorn is not among them: see unicorn.sh.
packages_of() {
  case $1 in
    jdk) echo default-jdk-headless ;;
    maven) echo maven ;;
    cc) echo gcc ;;
    make) echo make ;;
    libc) echo libc6-dev ;;
    riscv) echo gcc-riscv64-unknown-elf binutils-riscv64-unknown-elf ;;
    dpkg) echo dpkg ;;
    keyring) echo debian-archive-keyring ;;
    xz) echo xz-utils ;;
    cpio) echo cpio ;;
    passt) echo passt ;;
  esac
}

has() {
  case $1 in
    jdk) find_jdk ;;
    maven) command -v mvn >/dev/null ;;
    cc) command -v cc >/dev/null ;;
    make) command -v make >/dev/null ;;
    libc) [[ -e /usr/include/stdio.h ]] || ! on_debian ;;
    riscv) command -v riscv64-unknown-elf-gcc >/dev/null ;;
    unicorn) has_unicorn ;;
    dpkg) on_debian && command -v dpkg-deb >/dev/null ;;
    keyring) [[ -e $DEBIAN_KEYRING ]] ;;
    xz | cpio | passt) command -v "$1" >/dev/null ;;
  esac
}

# extra_needs COMMAND ARGUMENT...: what this command needs besides, for what it is asked to do.
extra_needs() {
  case "$* " in
    "switch "*--passt* | "switch "*--publish* | "demo linux "*) echo passt ;;
    # Elsewhere the tests that want it are skipped, and say so.
    "test "*) on_debian && echo passt ;;
  esac
}

on_debian() {
  command -v apt-get >/dev/null
}

# missing_needs NEED...: which of them are not there.
missing_needs() {
  local need
  for need in "$@"; do
    has "$need" || echo "$need"
  done
}

# Finds a JDK that is new enough and makes it the one for Maven too (JAVA_HOME).
find_jdk() {
  local javac home
  javac=$(readlink -f "$(command -v javac)" || true)
  for home in "${JAVA_HOME-}" "${javac%/bin/javac}" /usr/lib/jvm/*; do
    if (("$(jdk_major "$home")" >= 17)); then
      export JAVA_HOME=$home
      return 0
    fi
  done
  return 1
}

# The feature release of the JDK in a folder, 0 when there is none.
jdk_major() {
  local version
  version=$(jdk_version "$1")
  version=${version%%.*}
  echo "${version:-0}"
}

# The version of the JDK in a folder, empty when there is none. Its release file is read because
# starting a JVM only to ask for its version would cost more than everything else here.
jdk_version() {
  if [[ -n $1 && -x $1/bin/javac && -r $1/release ]]; then
    sed -n 's/^JAVA_VERSION="\([0-9.]*\).*/\1/p' "$1/release"
  fi
}
