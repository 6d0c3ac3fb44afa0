/** Preloaded into a program, stops its clock at FROZEN_CLOCK: node --import frozen-clock.ts */
const frozen = Date.parse(process.env.FROZEN_CLOCK ?? '')
const RealDate = Date

class FrozenDate extends RealDate {
  constructor(...parts: readonly [] | ConstructorParameters<typeof Date>) {
    super(...((parts.length === 0 ? [frozen] : parts) as ConstructorParameters<typeof Date>))
  }

  static override now(): number {
    return frozen
  }
}

globalThis.Date = FrozenDate as typeof Date
