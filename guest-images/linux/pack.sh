# Packs a laid out guest: initramfs, properties, digests. The same packages and the same files of this folder give the
# same bytes: names are sorted, times are zero, the owner is root, no compressor's version matters.

# pack_image WORK: WORK/tree and WORK/Image become the folder WORK/guest.
pack_image() {
  local work=$1 guest=$1/guest log
  log=$(image_cache)/pack.log
  mkdir -p "$guest"
  say "packing"
  mv "$work/Image" "$guest/Image"
  run_logged "$log" pack_initramfs "$work/tree" "$guest/initramfs.cpio" || fail_for_step "pack the initramfs" "$log"
  write_properties >"$guest/guest.properties"
  (cd "$guest" && sha256sum Image initramfs.cpio guest.properties >SHA256SUMS)
  chmod -R u=rwX,go=rX "$guest"
}

pack_initramfs() (
  cd "$1" &&
    find . -exec touch -h -d @0 {} + &&
    find . -mindepth 1 -print0 | LC_ALL=C sort -z |
    cpio --null --create --format=newc --reproducible --owner=+0:+0 --quiet --file="$2"
)

write_properties() {
  cat <<TEXT
# A guest of vmft: made by './vmft image linux', from packages of Debian $LINUX_SUITE.
kernel=Image
initrd=initramfs.cpio
append=$(kernel_arguments)
memory-mib=$IMAGE_MEMORY
service=$IMAGE_SERVICE
kernel-version=${KERNEL_PACKAGE#linux-image-}
inputs=$(image_inputs)
TEXT
  sed 's/^\([^ ]*\) /package.\1=/' "$PLAN"
}

# no4lvl, nokaslr: one page-table format, one address. notests: half of the boot would be self-tests of ciphers.
kernel_arguments() {
  local arguments="console=ttyS0 earlycon=sbi no4lvl nokaslr rdinit=/init cryptomgr.notests=1"
  [[ $IMAGE_SERVICE == none ]] || arguments+=" vmft.service=$IMAGE_SERVICE"
  echo "$arguments"
}
