# Lays out the root file system of a Linux guest from packages and from the files in this folder.

# What of a package no guest needs.
LEFT_OUT=(usr/share/{doc,doc-base,man,info,locale,lintian,bug,bash-completion,gcc} usr/lib/systemd 'usr/lib/*-linux-gnu*/gconv' usr/include)

# lay_out_image TREE KERNEL: the packages' files and ours into TREE, the kernel into the file KERNEL.
lay_out_image() {
  local tree=$1 kernel=$2 log
  log=$(image_cache)/tree.log
  say "unpacking; no script of any package is run"
  make_skeleton "$tree"
  run_logged "$log" unpack_packages "$tree" || fail_for_step "unpack the packages" "$log"
  take_kernel "$tree" "$kernel"
  add_own_files "$tree"
  run_logged "$log" build_programs "$tree/usr/share/vmft" || fail_for_step "build the guest's programs" "$log"
}

# fail_for_step WHAT LOG
fail_for_step() {
  ! grep -q "No space left" "$2" || fail_for_room
  fail_with_log 3 "could not $1" "$2" '^tar:|^cpio:|^dpkg-deb:|rror|\*\*\*'
}

# Debian's layout: /bin, /sbin and /lib lead into /usr.
make_skeleton() {
  local folder
  mkdir -p "$1"
  (
    cd "$1" || exit
    mkdir -p dev etc mnt proc root run sys tmp var/log var/lib usr/bin usr/sbin usr/lib usr/share
    for folder in bin sbin lib; do ln -s "usr/$folder" "$folder"; done
    ln -s ../run var/run
    ln -s ../proc/self/mounts etc/mtab
    chmod 1777 tmp
    chmod 0700 root
  )
}

unpack_packages() {
  local name version
  while read -r name version; do
    echo "unpacking $name $version"
    unpack "$name" "$(package_file "$name" "$version")" "$1" || return 1
  done <"$PLAN"
}

# Of the kernel's hundred megabytes the kernel and a few modules are wanted.
unpack() {
  local name=$1 deb=$2 tree=$3
  if [[ $name == "$KERNEL_PACKAGE" ]]; then
    mkdir -p "$tree/kernel"
    set -- -C "$tree/kernel"
  else
    set -- -C "$tree" --keep-directory-symlink "${LEFT_OUT[@]/#/--exclude=./}"
  fi
  dpkg-deb --fsys-tarfile "$deb" | tar -x --no-same-owner --same-permissions "$@"
}

# The modules that the list in this folder names, one a line with the stage that loads it.
wanted_modules() {
  sed -e '/^#/d' "$LINUX/modules"
}

# take_kernel TREE KERNEL: moves the kernel out and the wanted modules to their places.
take_kernel() {
  local tree=$1 stage module file
  mkdir -p "$tree/lib/modules" "$tree/usr/lib/vmft"
  file=$(find "$tree/kernel/boot" -name 'vmlinu[xz]-*')
  check_kernel "$file"
  mv "$file" "$2"
  while read -r stage module; do
    : >>"$tree/usr/lib/vmft/modules-$stage"
    file=$(find "$tree/kernel" -name "$module.ko*")
    if [[ -n $file ]]; then
      add_module "$file" "$tree/lib/modules" "$stage" >>"$tree/usr/lib/vmft/modules-$stage"
    else
      check_built_in "$tree" "$module"
    fi
  done < <(wanted_modules)
  rm -rf "$tree/kernel"
}

# Prints the name under which it lies in the image.
add_module() {
  local file=$1 folder=$2 stage=$3
  if [[ $stage == boot && $file == *.xz ]]; then
    xz -dc "$file" >"$folder/$(basename "$file" .xz)"
    basename "$file" .xz
  else
    mv "$file" "$folder/"
    basename "$file"
  fi
}

check_built_in() {
  grep -q "/$2\.ko" "$1"/kernel/usr/lib/modules/*/modules.builtin "$1"/kernel/lib/modules/*/modules.builtin 2>/dev/null ||
    fail 3 "expected a module $2 in $KERNEL_PACKAGE or built into it, found neither"
}

# The header of a flat image says RSC\5 at offset 56.
check_kernel() {
  [[ -s $1 && $(head -c 60 "$1" | tail -c 4 | tr '\5' 5) == RSC5 ]] ||
    fail 3 "expected a flat RISC-V kernel image in $KERNEL_PACKAGE, found something else"
}

add_own_files() {
  local tree=$1
  install -m 755 "$LINUX/init" "$tree/init"
  install -m 755 "$LINUX/shell" "$tree/usr/lib/vmft/shell"
  install -m 644 "$LINUX/inittab" "$LINUX/profile" "$tree/etc/"
  cp -R "$LINUX/services" "$tree/usr/lib/vmft/"
  cp -R "$LINUX/workloads" "$tree/usr/share/vmft"
  chmod -R u=rwX,go=rX "$tree/usr/lib/vmft" "$tree/usr/share/vmft"
  [[ -e $tree/bin/sh ]] || ln -s busybox "$tree/bin/sh"
  add_settings "$tree/etc"
}

# Nobody but root lives here; a package's own file wins.
add_settings() {
  local etc=$1
  echo "$IMAGE_NAME" >"$etc/hostname"
  printf '127.0.0.1 localhost\n10.0.2.15 %s\n10.0.2.2 gateway\n' "$IMAGE_NAME" >"$etc/hosts"
  echo 'nameserver 10.0.2.3' >"$etc/resolv.conf"
  [[ -e $etc/passwd ]] || printf 'root::0:0:root:/root:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n' >"$etc/passwd"
  [[ -e $etc/group ]] || printf 'root:x:0:\nnogroup:x:65534:\n' >"$etc/group"
}

# Programs of our own: see programs/.
build_programs() {
  local objects=$1.objects
  make -C "$LINUX/programs" BUILD="$objects" && install -m 755 "$objects/jit" "$objects/counters" "$1/" && rm -r "$objects"
}
