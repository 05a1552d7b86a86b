# vmft image linux: a guest out of Debian packages. This part reads the command line, keeps two runs apart and returns at
# once when nothing has changed; guest-images/linux/ has the rest: packages.sh fetches, tree.sh lays out, pack.sh packs.

# Where the pieces lie.
LINUX=$VMFT_HOME/guest-images/linux

image_usage() {
  cat <<'TEXT'
Usage: ./vmft image linux [--package NAME]... [--service NAME] [--name NAME] [--memory MIB] [--refresh]

Builds a guest from Debian's own riscv64 packages: kernel, busybox, and what you name. Needs no root.

  --package NAME   adds a Debian package and what it depends on; may be given more than once
  --service NAME   what the guest runs: redis, httpd, counter, or none; default: the one whose package
                   is named, else none
  --name NAME      name of the guest; default: linux, or linux-PACKAGE for the first package
  --memory MIB     memory of the guest, 96 to 16384; default 256
  --refresh        asks the mirror for newer packages; without it a guest that is there is left alone

The guest is the folder guest-images/build/NAME; run it with: ./vmft run NAME
TEXT
}

image_command() {
  case ${1-} in
    linux) shift && image_linux "$@" ;;
    -h | --help) image_usage ;;
    *) fail 2 "expected 'image linux', found 'image ${1-}'; see: ./vmft image --help" ;;
  esac
}

image_linux() {
  if [[ " $* " == *" --help "* || " $* " == *" -h "* ]]; then
    image_usage
    return
  fi
  choose_image "$@"
  if ! image_is_wanted; then
    say "nothing to do: $IMAGE_NAME was made from the same; --refresh looks for newer packages"
  else
    ensure "${IMAGE_NEEDS[@]}"
    lock_images
    if image_is_wanted; then make_image; fi
  fi
  describe_image
}

# Makes the guest that a command of vmft boots when nothing else is said.
ensure_guest_for() {
  [[ " $* " != *" --help "* && " $* " != *" -h "* ]] || return 0
  case "$1 ${2-}" in
    "demo linux") ensure_demo_guest ;;
    "soak "*) [[ " $* " == *" --guest"* ]] || ensure_linux_guest ;;
  esac
}

# The guest of the demo, and of the tests that take a Linux. Where its server cannot be had, busybox has one that counts.
ensure_demo_guest() {
  ensure_linux_guest --package redis-server && return
  say "no guest with redis-server: trying one with busybox alone"
  ensure_linux_guest
}

# ensure_linux_guest [OPTION]...: makes the guest when there is none or an older one. When that cannot be, an older one will
# do; without any the status is 3. In a process of its own, since what fails ends the process.
ensure_linux_guest() {
  if ! (choose_image "$@" && image_is_wanted); then return; fi
  "$VMFT_HOME/vmft" image linux "$@" >/dev/null && return
  choose_image "$@"
  [[ -e $IMAGE_FOLDER/guest.properties ]] || return 3
  say "going on with the $IMAGE_NAME that is there"
}

# Reads the command line and works out which image is meant.
choose_image() {
  load_image_parts
  read_image_options "$@"
  choose_image_defaults
  check_image_options
}

# Another one may have made it while this one waited for the lock.
image_is_wanted() {
  [[ -n $IMAGE_REFRESH ]] || ! image_is_fresh
}

load_image_parts() {
  local part
  for part in packages tree pack; do
    # shellcheck source=/dev/null
    source "$LINUX/$part.sh"
  done
}

read_image_options() {
  IMAGE_PACKAGES=() IMAGE_SERVICE='' IMAGE_NAME='' IMAGE_MEMORY=256 IMAGE_REFRESH=''
  while (($# > 0)); do
    case $1 in
      --refresh) IMAGE_REFRESH=yes && shift && continue ;;
      --*=*) set -- "${1%%=*}" "${1#*=}" "${@:2}" && continue ;;
      --package | --service | --name | --memory) (($# > 1)) || fail 2 "expected a value after $1, found nothing" ;;
      *) fail 2 "expected an option of 'image linux', found '$1'; see: ./vmft image --help" ;;
    esac
    case $1 in
      --package) IMAGE_PACKAGES+=("$2") ;;
      --service) IMAGE_SERVICE=$2 ;;
      --name) IMAGE_NAME=$2 ;;
      --memory) IMAGE_MEMORY=$2 ;;
    esac
    shift 2
  done
}

choose_image_defaults() {
  [[ -n $IMAGE_NAME ]] || IMAGE_NAME=linux${IMAGE_PACKAGES[0]:+-${IMAGE_PACKAGES[0]}}
  [[ -n $IMAGE_SERVICE ]] || IMAGE_SERVICE=$(service_of_packages)
  IMAGE_FOLDER=$VMFT_HOME/guest-images/build/$IMAGE_NAME
}

# The service that one of the named packages is there for.
service_of_packages() {
  local file
  for file in "$LINUX"/services/*/package; do
    if [[ " ${IMAGE_PACKAGES[*]-} " == *" $(<"$file") "* ]]; then
      basename "${file%/package}"
      return
    fi
  done
  echo none
}

check_image_options() {
  local package known
  for package in "${IMAGE_PACKAGES[@]}"; do
    [[ $package =~ ^[a-z0-9][a-z0-9+.-]+$ ]] ||
      fail 2 "expected the name of a Debian package (small letters, digits, + - .), found '$package'"
  done
  [[ $IMAGE_NAME =~ ^[a-z0-9][a-z0-9+._-]*$ ]] ||
    fail 2 "expected a name of small letters, digits and + - . _, found '$IMAGE_NAME'"
  [[ ! -e $IMAGE_FOLDER || -e $IMAGE_FOLDER/guest.properties ]] ||
    fail 2 "expected a name that is free, found that guest-images/build/$IMAGE_NAME is something else; give another with --name"
  is_between 96 "$IMAGE_MEMORY" 16384 ||
    fail 2 "expected a memory of 96 to 16384 MiB, found '$IMAGE_MEMORY'"
  known=$(cd "$LINUX/services" && echo none *)
  [[ " $known " == *" $IMAGE_SERVICE "* && $IMAGE_SERVICE != *[[:space:]]* ]] ||
    fail 2 "expected one of these services: $known; found '$IMAGE_SERVICE'"
  check_service_package
}

# is_between LEAST TEXT MOST: whether the text is a decimal number in that range.
is_between() {
  [[ $2 =~ ^[1-9][0-9]{0,4}$ ]] && (($1 <= $2 && $2 <= $3))
}

# A service whose program is not in the image would only fail in the guest.
check_service_package() {
  local file=$LINUX/services/$IMAGE_SERVICE/package
  [[ ! -e $file || " ${IMAGE_PACKAGES[*]-} " == *" $(<"$file") "* ]] ||
    fail 2 "expected --package $(<"$file") with --service $IMAGE_SERVICE, found no such option"
}

# One at a time, in all clones of this user, since they share the downloads.
lock_images() {
  mkdir -p "$(image_cache)" || fail 3 "expected to be able to write to $(image_cache); set XDG_CACHE_HOME to a folder that is yours"
  exec 9<"$(image_cache)"
  flock -n 9 && return
  say "another vmft builds an image: waiting for it"
  flock 9
}

image_cache() {
  echo "$(cache_dir)/linux"
}

# Everything that the image depends on, but for the versions of the packages.
image_inputs() {
  {
    printf '%s\n' "$LINUX_SUITE" "$IMAGE_NAME" "$IMAGE_SERVICE" "$IMAGE_MEMORY" "${IMAGE_PACKAGES[@]}"
    cd "$LINUX" && find . -type f ! -name '*.md' ! -name compare-with-qemu -print0 | LC_ALL=C sort -z | xargs -0 sha256sum
  } | sha256sum | cut -c 1-64
}

image_is_fresh() {
  [[ -e $IMAGE_FOLDER/guest.properties ]] &&
    grep -qx "inputs=$(image_inputs)" "$IMAGE_FOLDER/guest.properties" &&
    (cd "$IMAGE_FOLDER" && sha256sum --check --status SHA256SUMS)
}

# Made aside and put in place by rename: whoever reads the guest meanwhile sees the old one or the new one.
make_image() {
  local work
  umask 022
  work=$(mktemp -d "$(image_cache)/work.XXXXXX")
  # shellcheck disable=SC2064  # the folder of now
  trap "chmod -R u+w '$work' && rm -rf '$work'" EXIT
  fetch_image_packages
  lay_out_image "$work/tree" "$work/Image"
  mkdir -p "${IMAGE_FOLDER%/*}"
  pack_image "$work"
  move_into_place "$work/guest" "$IMAGE_FOLDER"
}

describe_image() {
  say "$IMAGE_NAME: $(du -sh "$IMAGE_FOLDER" | cut -f 1), $(grep -c '^package\.' "$IMAGE_FOLDER/guest.properties") packages, kernel $(image_property kernel-version), service $IMAGE_SERVICE"
  say "digest $(sha256sum <"$IMAGE_FOLDER/SHA256SUMS" | cut -c 1-64)"
  echo "$IMAGE_FOLDER"
}

image_property() {
  sed -n "s/^$1=//p" "$IMAGE_FOLDER/guest.properties"
}
