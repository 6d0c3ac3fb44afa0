import type { JsonRecord } from '../../json.ts'
import { isPlatform } from '../platform.ts'

/** The platform of an image, in normal form: `linux/arm64/v8` is `linux/arm64`. An absent part is empty. */
interface NormalPlatform {
  readonly os: string
  readonly architecture: string
  readonly variant: string
  /** The version and features, which exist on Windows. */
  readonly rest: string
}

/** Other names of architectures and their variants: containerd/platforms, database.go */
const aliases: Readonly<Record<string, string>> = {
  i386: '386',
  x86_64: 'amd64',
  'x86-64': 'amd64',
  aarch64: 'arm64',
  armhf: 'arm/v7',
  armel: 'arm/v6',
}

/** Variants that are meant if none is given. */
const implied: Readonly<Record<string, RegExp>> = { amd64: /^v?1$/, arm64: /^v?8(?:\.0)?$/, arm: /^$/ }

function normalize(os: string, architecture: string, variant: string, rest = ''): NormalPlatform {
  const [name = '', fixed] = (aliases[architecture.toLowerCase()] ?? architecture.toLowerCase()).split('/')
  const given = (fixed ?? variant).toLowerCase().replace(/^(?=\d)/, 'v')
  const isImplied = implied[name]?.test(given) ?? false
  const system = os.toLowerCase() === 'macos' ? 'darwin' : os.toLowerCase()
  return { os: system, architecture: name, variant: isImplied ? (name === 'arm' ? 'v7' : '') : given, rest }
}

/** The platform of an index entry or a configuration; undefined if it has none. */
export function platformOf(value: unknown): NormalPlatform | undefined {
  const { os, architecture, variant, ...rest } = Object(value) as JsonRecord
  if (typeof os !== 'string' || typeof architecture !== 'string' || os === 'unknown') return undefined
  const details = [rest['os.version'] ?? '', rest['os.features'] ?? []]
  return normalize(os, architecture, typeof variant === 'string' ? variant : '', JSON.stringify(details))
}

/** Text that two platforms have in common if a client cannot tell them apart. */
export function platformKey(platform: NormalPlatform): string {
  return [platform.os, platform.architecture, platform.variant, platform.rest].join('/')
}

/** `linux/arm/v7` */
export function shownPlatform({ os, architecture, variant }: NormalPlatform): string {
  return [os, architecture, variant].filter(Boolean).join('/')
}

/** Parses `linux/arm64/v8`, or the architecture alone, which means Linux; undefined for other text. */
export function parsePlatform(text: string): NormalPlatform | undefined {
  const [first = '', second, variant = ''] = text.split('/')
  const platform = second === undefined ? normalize('linux', first, '') : normalize(first, second, variant)
  return isPlatform(`${platform.os}/${platform.architecture}`) ? platform : undefined
}

/** Whether an image is for the platform that was asked for. All versions of an operating system are. */
export function isForPlatform(wanted: NormalPlatform, found: NormalPlatform): boolean {
  return shownPlatform(wanted) === shownPlatform(found)
}

/** The fields of a platform with its variant in normal form: builders list `linux/arm64` without `v8`. */
export function withNormalVariant(fields: JsonRecord): JsonRecord {
  const variant = platformOf(fields)?.variant
  if (variant === undefined) return fields
  const { variant: _, ...rest } = fields
  return { ...rest, ...(variant !== '' && { variant }) }
}

/** The platform in an image configuration, with the fields of an index entry: image-spec, config.md and image-index.md */
export function platformInConfig(config: JsonRecord): JsonRecord | undefined {
  const { architecture, os, variant } = config
  if (typeof architecture !== 'string' || typeof os !== 'string' || architecture === '' || os === '') return undefined
  const [version, features] = [config['os.version'], config['os.features']]
  return {
    architecture,
    os,
    ...(typeof version === 'string' && version !== '' && { 'os.version': version }),
    ...(Array.isArray(features) && features.length > 0 && { 'os.features': features }),
    ...(typeof variant === 'string' && variant !== '' && { variant }),
  }
}
