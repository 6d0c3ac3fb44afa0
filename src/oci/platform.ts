/** Operating systems and architectures that Go, and so every builder, knows: go/build/syslist.go */
const systems =
  'aix android darwin dragonfly freebsd hurd illumos ios js linux macos nacl netbsd openbsd plan9 solaris wasi wasip1 windows zos'
const architectures =
  '386 amd64 amd64p32 arm armbe arm64 arm64be loong64 mips mipsle mips64 mips64le mips64p32 mips64p32le ppc ppc64 ppc64le riscv riscv64 s390 s390x sparc sparc64 wasm wasm32'
/** Aliases that builders accept for them: containerd/platforms, database.go */
const aliases = 'aarch64 armel armhf i386 x86-64 x86_64'

const isSystem = oneOf(systems)
const isArchitecture = oneOf(`${architectures} ${aliases}`)

function oneOf(words: string): (text: string) => boolean {
  const known = new Set(words.split(' '))
  return (text) => known.has(text.toLowerCase())
}

/** Whether a builder could know `os/architecture/variant`; `os` or `architecture` alone is accepted as well. */
export function isPlatform(text: string): boolean {
  const [first = '', second, variant = '', ...more] = text.split('/')
  if (more.length > 0 || !/^[a-z0-9.]*$/i.test(variant)) return false
  if (second === undefined) return isSystem(first) || isArchitecture(first) || first === 'local'
  return isSystem(first) && isArchitecture(second)
}
