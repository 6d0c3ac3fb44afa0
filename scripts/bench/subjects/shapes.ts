const kibibyte = 1024
const mebibyte = 1024 * kibibyte

/** The structure of an image: layer sizes in bytes. */
export interface Shape {
  readonly title: string
  /** The first layers, shared by all platforms. */
  readonly shared?: readonly number[]
  /** The other layers, by platform. Several platforms form an index. */
  readonly platforms: readonly (readonly number[])[]
}

export type ShapeName = keyof typeof shapes

/** The images to push. Earlier measurements of the peers used A to E. */
export const shapes = {
  A: { title: '1 × 1 GiB', platforms: [[1024 * mebibyte]] },
  B: { title: '10 × 50 MiB', platforms: [times(10, 50 * mebibyte)] },
  C: { title: '100 × 1 MiB', platforms: [times(100, mebibyte)] },
  D: {
    title: '40 layers, 800 MiB, mixed',
    platforms: [
      [
        ...times(4, 100 * mebibyte),
        ...times(6, 40 * mebibyte),
        ...times(10, 12 * mebibyte),
        ...times(20, 2 * mebibyte),
      ],
    ],
  },
  E: {
    title: '4 platforms × 8 × 10 MiB, of which 3 shared',
    shared: times(3, 10 * mebibyte),
    platforms: times(4, times(5, 10 * mebibyte)),
  },
} as const satisfies Record<string, Shape>

/** For builds: the size of a typical application with its libraries. */
export const built: Shape = { title: '8 × 20 MiB', platforms: [times(8, 20 * mebibyte)] }

/** For low bandwidth: a second and a half at 25 MB/s. */
export const narrow: Shape = { title: '8 × 4.5 MiB', platforms: [times(8, 4.5 * mebibyte)] }

/** For high latency: so small that only round trips count. */
export const small: Shape = { title: '8 × 64 KiB', platforms: [times(8, 64 * kibibyte)] }
export const smallIndex: Shape = {
  title: '2 platforms × 8 × 64 KiB',
  platforms: [times(8, 64 * kibibyte), times(8, 64 * kibibyte)],
}

/** For promotion: 1 GiB, as an index. */
export const promoted: Shape = {
  title: '2 platforms × 4 × 128 MiB',
  platforms: [times(4, 128 * mebibyte), times(4, 128 * mebibyte)],
}

/** For content of a base that its child does not need. */
export const baseBytes = 1024 * mebibyte

/** For memory: more than a tool could hold in memory. */
export const huge: Shape = { title: '4 × 1 GiB', platforms: [times(4, 1024 * mebibyte)] }

/** The same shape, with layers smaller by this factor. */
export function scaled({ title, shared = [], platforms }: Shape, divisor: number): Shape {
  const smaller = (sizes: readonly number[]) => sizes.map((size) => Math.ceil(size / divisor))
  return {
    title: divisor === 1 ? title : `${title}, ${divisor} times smaller`,
    shared: smaller(shared),
    platforms: platforms.map(smaller),
  }
}

function times<Item>(count: number, item: Item): readonly Item[] {
  return Array.from({ length: count }, () => item)
}
