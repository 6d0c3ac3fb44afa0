import type { Builder, BuilderContext } from './builder.ts'

/** A kind of builder. */
interface BuilderKind {
  open(context: BuilderContext): Promise<Builder>
}

/** Kinds of builders by the reserved word for them in the input `builder`. Any other text names a builder of buildx. */
export const reservedBuilders: Readonly<Record<string, BuilderKind>> = {}

const buildx: BuilderKind = {
  async open(context) {
    const { Buildx } = await import('./buildx/buildx.ts')
    return new Buildx(context)
  },
}

/** Opens the builder that an input asks for. */
export async function openBuilder(name: string, context: BuilderContext): Promise<Builder> {
  return await (Object.hasOwn(reservedBuilders, name) ? (reservedBuilders[name] ?? buildx) : buildx).open(context)
}
