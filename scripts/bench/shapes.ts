const kibibyte = 1024
const mebibyte = 1024 * kibibyte

/** How an image is made up: bytes of layers. */
export interface Shape {
  readonly title: string
  /** Layers that all platforms begin with. */
  readonly shared?: readonly number[]
  /** The other layers, for each platform. Several platforms make an index. */
  readonly platforms: readonly (readonly number[])[]
}

export type ShapeName = keyof typeof shapes

/** The images that are pushed. A to E are the ones that research has measured the peers with. */
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

/** For builds: what an application and its libraries come to. */
export const built: Shape = { title: '8 × 20 MiB', platforms: [times(8, 20 * mebibyte)] }

/** For lines that are narrow: a second and a half at 25 MB/s. */
export const narrow: Shape = { title: '8 × 4.5 MiB', platforms: [times(8, 4.5 * mebibyte)] }

/** For lines that are long: so little that only round trips count. */
export const small: Shape = { title: '8 × 64 KiB', platforms: [times(8, 64 * kibibyte)] }
export const smallIndex: Shape = {
  title: '2 platforms × 8 × 64 KiB',
  platforms: [times(8, 64 * kibibyte), times(8, 64 * kibibyte)],
}

/** For what a child of a base does not need. */
export const baseBytes = 1024 * mebibyte

/** For memory: more than anybody would hold. */
export const huge: Shape = { title: '4 × 1 GiB', platforms: [times(4, 1024 * mebibyte)] }

/** The same with layers that are so many times smaller. */
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
